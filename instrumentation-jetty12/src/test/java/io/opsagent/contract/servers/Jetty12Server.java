package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.ServerRequest;
import io.opsagent.contract.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty 12 with one handler and no servlet container. */
public class Jetty12Server implements TestServer {
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
  private final Server server = new Server(new QueuedThreadPool(40));

  @Override
  public int start(ServerHandler handler) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    server.addConnector(connector);
    server.setHandler(handlerOf(handler, timer));
    server.start();
    return connector.getLocalPort();
  }

  /** What serves the application. */
  protected Handler handlerOf(ServerHandler handler, ScheduledExecutorService timer)
      throws Exception {
    return new OneHandler(handler, timer);
  }

  @Override
  public void stop() throws Exception {
    server.stop();
    timer.shutdownNow();
  }

  private static final class OneHandler extends Handler.Abstract {
    private final ServerHandler handler;
    private final ScheduledExecutorService timer;

    OneHandler(ServerHandler handler, ScheduledExecutorService timer) {
      this.handler = handler;
      this.timer = timer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Exchange exchange = new Exchange(request, response, callback, timer);
      handler.handle(exchange);
      if (!exchange.later) {
        callback.succeeded();
      }
      return true;
    }
  }

  private static final class Exchange implements ServerRequest {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ScheduledExecutorService timer;
    private boolean later;

    Exchange(
        Request request, Response response, Callback callback, ScheduledExecutorService timer) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.timer = timer;
    }

    @Override
    public @Nullable String query() {
      return request.getHttpURI().getQuery();
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeaders().get(name);
    }

    @Override
    public byte[] readBody() throws IOException {
      return Content.Source.asInputStream(request).readAllBytes();
    }

    @Override
    public void respond(int status, @Nullable String contentType, byte[] body) throws IOException {
      response.setStatus(status);
      if (contentType != null) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      }
      if (body.length > 0) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
      }
    }

    @Override
    public void stream(int status, String contentType, Iterator<byte[]> pieces) throws IOException {
      response.setStatus(status);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
      OutputStream out = Content.Sink.asOutputStream(response);
      while (pieces.hasNext()) {
        out.write(pieces.next());
        out.flush();
      }
    }

    @Override
    public void later(long delayMillis, ServerTask task) {
      later = true;
      Future<?> unused =
          timer.schedule(
              () -> {
                try {
                  task.run();
                  callback.succeeded();
                } catch (Exception e) {
                  callback.failed(e);
                }
              },
              delayMillis,
              TimeUnit.MILLISECONDS);
    }
  }
}
