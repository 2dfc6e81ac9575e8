package io.opsagent.jetty12;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.security.Principal;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * How Jetty 12 is asked: the request as its server's handler got it, with what customizers have
 * made of it, and the head of the answer as it was sent.
 */
final class Jetty12Adapter implements HttpAdapter<ExchangeStream, ExchangeStream> {
  static final Jetty12Adapter INSTANCE = new Jetty12Adapter();

  private Jetty12Adapter() {}

  static @Nullable String pathOf(Request request) {
    HttpURI uri = request.getHttpURI();
    return uri == null ? null : uri.getPath();
  }

  @Override
  public @Nullable String method(ExchangeStream stream) {
    RefusedHead refused = stream.refusedHead();
    if (refused != null) {
      return refused.method();
    }
    // Of what Jetty could not read it makes up a request.
    return stream.isRefused() && isMadeUp(stream) ? null : stream.request().getMethod();
  }

  @Override
  public @Nullable String path(ExchangeStream stream) {
    if (stream.isRefused() && isMadeUp(stream)) {
      return null;
    }
    HttpURI uri = stream.uri();
    return uri == null ? null : uri.getPath();
  }

  private static boolean isMadeUp(ExchangeStream stream) {
    String path = pathOf(stream.request());
    return stream.refusedHead() == null
        && stream.request().getHeaders().size() == 0
        && ("/badRequest".equals(path) || "/badMessage".equals(path) || "/badURI".equals(path));
  }

  @Override
  public @Nullable String query(ExchangeStream stream) {
    HttpURI uri = stream.uri();
    return uri == null ? null : uri.getQuery();
  }

  @Override
  public @Nullable String protocol(ExchangeStream stream) {
    return stream.request().getConnectionMetaData().getHttpVersion().asString();
  }

  @Override
  public @Nullable String scheme(ExchangeStream stream) {
    HttpURI uri = stream.uri();
    String scheme = uri == null ? null : uri.getScheme();
    return scheme != null ? scheme : stream.request().isSecure() ? "https" : "http";
  }

  @Override
  public @Nullable String remoteAddress(ExchangeStream stream) {
    String address = Request.getRemoteAddr(stream.request());
    if (address == null || address.isEmpty()) {
      return null;
    }
    // Jetty writes IPv6 as in a URL.
    int last = address.length() - 1;
    return address.charAt(0) == '[' && address.charAt(last) == ']'
        ? address.substring(1, last)
        : address;
  }

  @Override
  public @Nullable String user(ExchangeStream stream) {
    Request.AuthenticationState state = Request.getAuthenticationState(stream.request());
    Principal principal = state == null ? null : state.getUserPrincipal();
    if (principal == null) {
      principal = stream.user();
    }
    return principal == null ? null : principal.getName();
  }

  /**
   * Jetty looks the session up, and marks its use, before the first handler, and keeps it on the
   * request until that is over: asking for it changes nothing.
   */
  @Override
  public @Nullable Object sessionAttribute(ExchangeStream stream, String name) throws Throwable {
    return ServletBinding.sessionAttribute(stream.contextRequest(), name);
  }

  @Override
  public @Nullable String requestHeader(ExchangeStream stream, String name) {
    return stream.requestHeaders().get(name);
  }

  @Override
  public boolean isRequestHeaderRepeated(ExchangeStream stream, String name) {
    HttpFields fields = stream.requestHeaders();
    int found = 0;
    for (int i = 0; i < fields.size() && found < 2; i++) {
      if (fields.getField(i).is(name)) {
        found++;
      }
    }
    return found > 1;
  }

  @Override
  public @Nullable String responseHeader(ExchangeStream stream, String name) {
    MetaData.Response head = stream.head();
    return head == null ? null : head.getHttpFields().get(name);
  }

  @Override
  public long responseContentLength(ExchangeStream stream) {
    MetaData.Response head = stream.head();
    return head == null ? -1 : head.getContentLength();
  }

  @Override
  public int status(ExchangeStream stream) {
    MetaData.Response head = stream.head();
    return head == null ? 0 : head.getStatus();
  }

  @Override
  public void copyRequestHeaders(ExchangeStream stream, Headers into) {
    copy(stream.requestHeaders(), into);
  }

  @Override
  public void copyResponseHeaders(ExchangeStream stream, Headers into) {
    MetaData.Response head = stream.head();
    if (head != null) {
      copy(head.getHttpFields(), into);
    }
  }

  @Override
  public int requestHeaderBytes(ExchangeStream stream) {
    return bytesOf(stream.requestHeaders());
  }

  @Override
  public int responseHeaderBytes(ExchangeStream stream) {
    MetaData.Response head = stream.head();
    return head == null ? 0 : bytesOf(head.getHttpFields());
  }

  private static void copy(HttpFields fields, Headers into) {
    for (int i = 0; i < fields.size(); i++) {
      HttpField field = fields.getField(i);
      into.add(field.getName(), field.getValue());
    }
  }

  private static int bytesOf(HttpFields fields) {
    int bytes = 0;
    for (int i = 0; i < fields.size(); i++) {
      HttpField field = fields.getField(i);
      String value = field.getValue();
      bytes += field.getName().length() + (value == null ? 0 : value.length()) + 4;
    }
    return bytes;
  }
}
