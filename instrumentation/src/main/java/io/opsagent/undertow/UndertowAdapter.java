package io.opsagent.undertow;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import io.undertow.security.api.SecurityContext;
import io.undertow.security.idm.Account;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** How Undertow is asked. Its parser is done with the head before a handler is called. */
final class UndertowAdapter implements HttpAdapter<HttpServerExchange, HttpServerExchange> {
  static final UndertowAdapter INSTANCE = new UndertowAdapter();

  private UndertowAdapter() {}

  @Override
  public @Nullable String method(HttpServerExchange exchange) {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public @Nullable String path(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    if (!exchange.isHostIncludedInRequestURI()) {
      return uri;
    }
    int scheme = uri.indexOf("://");
    int path = scheme < 0 ? -1 : uri.indexOf('/', scheme + 3);
    return path < 0 ? "/" : uri.substring(path);
  }

  @Override
  public @Nullable String query(HttpServerExchange exchange) {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    String query = state == null ? exchange.getQueryString() : state.query;
    return query == null || query.isEmpty() ? null : query;
  }

  @Override
  public @Nullable String protocol(HttpServerExchange exchange) {
    return exchange.getProtocol().toString();
  }

  @Override
  public @Nullable String scheme(HttpServerExchange exchange) {
    return exchange.getRequestScheme();
  }

  @Override
  public @Nullable String remoteAddress(HttpServerExchange exchange) {
    InetSocketAddress source = exchange.getSourceAddress();
    if (source == null) {
      return null;
    }
    InetAddress address = source.getAddress();
    return address == null ? source.getHostString() : address.getHostAddress();
  }

  @Override
  public @Nullable String user(HttpServerExchange exchange) {
    SecurityContext security = exchange.getSecurityContext();
    Account account = security == null ? null : security.getAuthenticatedAccount();
    return account == null ? null : account.getPrincipal().getName();
  }

  /**
   * Undertow's servlet container looks for the session itself when the last dispatch of a request
   * returns, to mark its use, and keeps it on the exchange: asking for it changes nothing. Reading
   * an attribute starts the time anew after which an unused session ends, as Undertow did just
   * before; the time of the last access stays.
   */
  @Override
  public @Nullable Object sessionAttribute(HttpServerExchange exchange, String name)
      throws Throwable {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    return state == null || !state.wasInServlet
        ? null
        : UndertowServlets.sessionAttribute(exchange, name);
  }

  @Override
  public @Nullable String requestHeader(HttpServerExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public boolean isRequestHeaderRepeated(HttpServerExchange exchange, String name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values != null && values.size() > 1;
  }

  @Override
  public @Nullable String responseHeader(HttpServerExchange exchange, String name) {
    return exchange.getResponseHeaders().getFirst(name);
  }

  @Override
  public int status(HttpServerExchange exchange) {
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    if (state != null && state.exchange.isEnded() && !exchange.isResponseStarted()) {
      // Undertow's 200 is only a default; nobody has been told.
      return 0;
    }
    return exchange.getStatusCode();
  }

  @Override
  public void copyRequestHeaders(HttpServerExchange exchange, Headers into) {
    copy(exchange.getRequestHeaders(), into);
  }

  @Override
  public void copyResponseHeaders(HttpServerExchange exchange, Headers into) {
    copy(exchange.getResponseHeaders(), into);
  }

  @Override
  public int requestHeaderBytes(HttpServerExchange exchange) {
    return bytesOf(exchange.getRequestHeaders());
  }

  @Override
  public int responseHeaderBytes(HttpServerExchange exchange) {
    return bytesOf(exchange.getResponseHeaders());
  }

  private static void copy(HeaderMap headers, Headers into) {
    for (long at = headers.fastIterate(); at != -1; at = headers.fiNext(at)) {
      HeaderValues values = headers.fiCurrent(at);
      String name = values.getHeaderName().toString();
      for (int i = 0; i < values.size(); i++) {
        into.add(name, values.get(i));
      }
    }
  }

  private static int bytesOf(HeaderMap headers) {
    int bytes = 0;
    for (long at = headers.fastIterate(); at != -1; at = headers.fiNext(at)) {
      HeaderValues values = headers.fiCurrent(at);
      int nameBytes = values.getHeaderName().length();
      for (int i = 0; i < values.size(); i++) {
        bytes += nameBytes + values.get(i).length() + 4;
      }
    }
    return bytes;
  }
}
