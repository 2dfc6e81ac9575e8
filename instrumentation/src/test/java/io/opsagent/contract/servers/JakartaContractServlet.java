package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.ServerRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives the application the requests of a container for {@code jakarta.servlet}. */
final class JakartaContractServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private final transient ServerHandler handler;
  private final transient ScheduledExecutorService timer;

  JakartaContractServlet(ServerHandler handler, ScheduledExecutorService timer) {
    this.handler = handler;
    this.timer = timer;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      handler.handle(new Request(request, response, timer));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private record Request(
      HttpServletRequest request, HttpServletResponse response, ScheduledExecutorService timer)
      implements ServerRequest {

    @Override
    public @Nullable String query() {
      return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public byte[] readBody() throws IOException {
      return request.getInputStream().readAllBytes();
    }

    @Override
    public void respond(int status, @Nullable String contentType, byte[] body) throws IOException {
      response.setStatus(status);
      if (contentType != null) {
        response.setContentType(contentType);
      }
      if (body.length > 0) {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
      }
    }

    @Override
    public void stream(int status, String contentType, Iterator<byte[]> pieces) throws IOException {
      response.setStatus(status);
      response.setContentType(contentType);
      OutputStream out = response.getOutputStream();
      while (pieces.hasNext()) {
        out.write(pieces.next());
        out.flush();
      }
    }

    @Override
    public void later(long delayMillis, ServerTask task) {
      AsyncContext async = request.startAsync();
      Future<?> unused =
          timer.schedule(
              () -> {
                try {
                  task.run();
                } finally {
                  async.complete();
                }
                return null;
              },
              delayMillis,
              TimeUnit.MILLISECONDS);
    }
  }
}
