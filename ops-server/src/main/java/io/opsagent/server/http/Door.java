package io.opsagent.server.http;

import io.opsagent.server.api.ApiException;
import io.opsagent.server.net.Authority;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes, whatever middlewares are chosen: the {@code Host} must be ours, so
 * that a foreign name which resolves to this machine (DNS rebinding) gets nothing; the page that
 * calls must be of an allowed origin, so that no foreign page can use a local node (design.md 8,
 * operations-api.md 3.6). It stands before the servlet, so nothing a framework serves on its own
 * gets around it.
 */
final class Door extends Handler.Wrapper {
  private final AllowedHosts hosts;
  private final AllowedOrigins origins;
  private final FetchSite fetchSite;
  private final ErrorWriter errors;
  private final LongAdder refusedHosts = new LongAdder();
  private final LongAdder refusedOrigins = new LongAdder();

  Door(AllowedHosts hosts, AllowedOrigins origins, FetchSite fetchSite, ErrorWriter errors) {
    this.hosts = hosts;
    this.origins = origins;
    this.fetchSite = fetchSite;
    this.errors = errors;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put(HttpHeader.VARY, "Origin");
    String hostHeader = request.getHeaders().get(HttpHeader.HOST);
    Optional<Authority> host =
        Authority.parse(hostHeader == null ? "" : hostHeader)
            .filter(sent -> hosts.allows(sent, Request.getLocalAddr(request)));
    if (host.isEmpty()) {
      refusedHosts.increment();
      errors.write(request, response, callback, refusedHost(hostHeader));
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null ? !fetchSite.allows(request) : !isAllowed(request, origin, host.get())) {
      refusedOrigins.increment();
      errors.write(request, response, callback, refusedOrigin(origin));
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** How many requests named a foreign host. */
  long refusedHosts() {
    return refusedHosts.sum();
  }

  /** How many requests came from a page of a foreign origin. */
  long refusedOrigins() {
    return refusedOrigins.sum();
  }

  private boolean isAllowed(Request request, String origin, Authority host) {
    return origins.allows(origin, host, Request.getLocalPort(request), request.isSecure());
  }

  private static ApiException refusedHost(@Nullable String header) {
    return ApiException.permissionDenied(
        "Invalid request host: "
            + ApiException.echo(header == null ? "" : header)
            + " (use 127.0.0.1 or localhost, add it to allowed-hosts if it is this server, or set"
            + " route to the absolute URL of this API)");
  }

  private static ApiException refusedOrigin(@Nullable String origin) {
    return ApiException.permissionDenied(
        "Invalid request origin: "
            + (origin == null
                ? "a page of another origin, which the browser does not name"
                : ApiException.echo(origin))
            + " (add it to allow-origins if its pages may call)");
  }
}
