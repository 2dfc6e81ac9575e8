package io.opsagent.server.http;

import io.opsagent.server.api.RouteTable;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code OPTIONS} with 200 and {@code Allow}, without credentials and for every path
 * (operations-api.md 3.6).
 */
final class OptionsAnswer extends Handler.Wrapper {
  private final RouteTable routes;

  OptionsAnswer(RouteTable routes) {
    this.routes = routes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!HttpMethod.OPTIONS.is(request.getMethod())) {
      return super.handle(request, response, callback);
    }
    String path = request.getHttpURI().getPath();
    response
        .getHeaders()
        .put(HttpHeader.ALLOW, String.join(",", routes.methodsAtOrRoot(path == null ? "" : path)));
    response.setStatus(200);
    callback.succeeded();
    return true;
  }
}
