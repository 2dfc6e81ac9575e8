package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.ServerRequest;
import io.opsagent.contract.TestServer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Undertow without servlets, each request dispatched to a worker. */
public final class UndertowServer implements TestServer {
  private @Nullable Undertow undertow;

  @Override
  public int start(ServerHandler handler) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setHandler(
                io ->
                    io.dispatch(
                        exchange -> {
                          exchange.startBlocking();
                          handler.handle(new Request(exchange));
                        }))
            .build();
    server.start();
    undertow = server;
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void stop() {
    Undertow server = undertow;
    if (server != null) {
      server.stop();
    }
  }

  private record Request(HttpServerExchange exchange) implements ServerRequest {

    @Override
    public @Nullable String query() {
      return exchange.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public byte[] readBody() throws IOException {
      return exchange.getInputStream().readAllBytes();
    }

    @Override
    public void respond(int status, @Nullable String contentType, byte[] body) throws IOException {
      exchange.setStatusCode(status);
      if (contentType != null) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
      }
      if (body.length > 0) {
        exchange.setResponseContentLength(body.length);
        exchange.getOutputStream().write(body);
      }
    }

    @Override
    public void stream(int status, String contentType, Iterator<byte[]> pieces) throws IOException {
      exchange.setStatusCode(status);
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
      OutputStream out = exchange.getOutputStream();
      while (pieces.hasNext()) {
        out.write(pieces.next());
        out.flush();
      }
    }

    @Override
    public void later(long delayMillis, ServerTask task) {
      exchange.dispatch(
          () ->
              exchange
                  .getIoThread()
                  .executeAfter(
                      () ->
                          exchange
                              .getConnection()
                              .getWorker()
                              .execute(
                                  () -> {
                                    try {
                                      task.run();
                                    } catch (IOException e) {
                                      throw new UncheckedIOException(e);
                                    } catch (Exception e) {
                                      throw new IllegalStateException(e);
                                    } finally {
                                      exchange.endExchange();
                                    }
                                  }),
                      delayMillis,
                      TimeUnit.MILLISECONDS));
    }
  }
}
