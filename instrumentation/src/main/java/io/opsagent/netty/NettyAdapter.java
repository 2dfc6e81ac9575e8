package io.opsagent.netty;

import io.netty.handler.codec.http.HttpHeaders;
import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an exchange on a channel is asked; request and answer are one object here. */
final class NettyAdapter implements HttpAdapter<HttpExchange, HttpExchange> {
  static final NettyAdapter INSTANCE = new NettyAdapter();

  private NettyAdapter() {}

  /** Only for a request that could not be read: all others said their method at the start. */
  @Override
  public @Nullable String method(HttpExchange exchange) {
    return null;
  }

  @Override
  public @Nullable String path(HttpExchange exchange) {
    return exchange.path();
  }

  @Override
  public @Nullable String query(HttpExchange exchange) {
    return exchange.query();
  }

  @Override
  public @Nullable String protocol(HttpExchange exchange) {
    return exchange.protocol();
  }

  @Override
  public @Nullable String scheme(HttpExchange exchange) {
    return exchange.scheme();
  }

  @Override
  public @Nullable String remoteAddress(HttpExchange exchange) {
    return exchange.remoteAddress();
  }

  /** Netty knows no users. */
  @Override
  public @Nullable String user(HttpExchange exchange) {
    return null;
  }

  @Override
  public @Nullable String requestHeader(HttpExchange exchange, String name) {
    return exchange.requestHeaders().get(name);
  }

  @Override
  public boolean isRequestHeaderRepeated(HttpExchange exchange, String name) {
    return exchange.requestHeaders().getAll(name).size() > 1;
  }

  @Override
  public @Nullable String responseHeader(HttpExchange exchange, String name) {
    HttpHeaders headers = exchange.responseHeaders();
    return headers == null ? null : headers.get(name);
  }

  @Override
  public int status(HttpExchange exchange) {
    return exchange.status();
  }

  @Override
  public void copyRequestHeaders(HttpExchange exchange, Headers into) {
    copy(exchange.requestHeaders(), into);
  }

  @Override
  public void copyResponseHeaders(HttpExchange exchange, Headers into) {
    HttpHeaders headers = exchange.responseHeaders();
    if (headers != null) {
      copy(headers, into);
    }
  }

  @Override
  public int requestHeaderBytes(HttpExchange exchange) {
    return bytesOf(exchange.requestHeaders());
  }

  @Override
  public int responseHeaderBytes(HttpExchange exchange) {
    HttpHeaders headers = exchange.responseHeaders();
    return headers == null ? 0 : bytesOf(headers);
  }

  private static void copy(HttpHeaders headers, Headers into) {
    for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        all.hasNext(); ) {
      Map.Entry<CharSequence, CharSequence> header = all.next();
      into.add(header.getKey().toString(), String.valueOf(header.getValue()));
    }
  }

  private static int bytesOf(HttpHeaders headers) {
    int bytes = 0;
    for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        all.hasNext(); ) {
      Map.Entry<CharSequence, CharSequence> header = all.next();
      bytes += header.getKey().length() + header.getValue().length() + 4;
    }
    return bytes;
  }
}
