package io.opsagent.server.http;

import io.opsagent.server.api.ApiException;
import io.opsagent.server.api.OpsApiUrl;
import io.opsagent.server.api.RouteTable;
import io.opsagent.server.net.Authority;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes before anything else looks at it: the {@code Host} must be ours, so
 * that a foreign name which resolves to this machine (DNS rebinding) gets nothing; the {@code
 * Origin} must be allowed, so that no foreign page can use a local node; preflights are answered
 * here (design.md 8, operations-api.md 3.6). It stands before the servlet, so nothing a framework
 * serves on its own gets around it.
 */
final class Door extends Handler.Wrapper {
  private static final String ALLOWED_HEADERS =
      "authorization,cache-control,x-utilmeta-node-id,x-node-id,x-utilmeta-connection-key,"
          + "content-type,content-length,accept,origin,user-agent";
  private static final String PREFLIGHT_SECONDS = "21600";

  private final OpsApiUrl opsApi;
  private final AllowedOrigins origins;
  private final RouteTable routes;
  private final ErrorWriter errors;

  Door(OpsApiUrl opsApi, AllowedOrigins origins, RouteTable routes, ErrorWriter errors) {
    this.opsApi = opsApi;
    this.origins = origins;
    this.routes = routes;
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.VARY, "Origin");
    String hostHeader = request.getHeaders().get(HttpHeader.HOST);
    Optional<Authority> host = ownHost(hostHeader);
    if (host.isEmpty()) {
      errors.write(request, response, callback, refusedHost(hostHeader));
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !origins.allows(origin, host.get(), Request.getLocalPort(request))) {
      errors.write(request, response, callback, refusedOrigin(origin));
      return true;
    }
    List<String> methods = routes.methodsAtOrRoot(request.getHttpURI().getPath());
    putCorsHeaders(response.getHeaders(), origin, hostHeader, methods);
    if (HttpMethod.OPTIONS.is(request.getMethod())) {
      answerPreflight(request, response, methods);
      callback.succeeded();
      return true;
    }
    return super.handle(request, response, callback);
  }

  private Optional<Authority> ownHost(@Nullable String header) {
    return Authority.parse(header == null ? "" : header)
        .filter(host -> host.isLoopback() || host.host().equals(opsApi.origin().host()));
  }

  private static void putCorsHeaders(
      HttpFields.Mutable headers,
      @Nullable String origin,
      @Nullable String host,
      List<String> methods) {
    headers.put("Access-Control-Allow-Origin", origin == null ? "http://" + host : origin);
    headers.put("Access-Control-Allow-Credentials", "true");
    headers.put("Access-Control-Allow-Methods", String.join(",", methods));
    headers.put(
        "Access-Control-Expose-Headers",
        RequestId.HEADER + ", X-Result-Incomplete, X-Count-Lower-Bound, X-Next-After");
    headers.put("Access-Control-Max-Age", PREFLIGHT_SECONDS);
  }

  private static void answerPreflight(Request request, Response response, List<String> methods) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ALLOW, String.join(",", methods));
    headers.put("Access-Control-Allow-Headers", ALLOWED_HEADERS);
    if ("true".equals(request.getHeaders().get("Access-Control-Request-Private-Network"))) {
      headers.put("Access-Control-Allow-Private-Network", "true");
    }
    response.setStatus(200);
  }

  private static ApiException refusedHost(@Nullable String header) {
    return ApiException.permissionDenied(
        "Invalid request host: "
            + ApiException.echo(header == null ? "" : header)
            + " (use 127.0.0.1 or localhost, or set route to the absolute URL of this API)");
  }

  private static ApiException refusedOrigin(String origin) {
    return ApiException.permissionDenied(
        "Invalid request origin: "
            + ApiException.echo(origin)
            + " (add it to allow-origins if its pages may call)");
  }
}
