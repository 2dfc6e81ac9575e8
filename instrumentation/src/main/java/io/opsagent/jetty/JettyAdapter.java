package io.opsagent.jetty;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import io.opsagent.capture.SessionReader;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Authentication;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * How Jetty 9.3 to 11 is asked. {@code HttpFields} is a class up to 9.4 and an interface from 10
 * on, so that no method of it is called: fields are iterated, single ones are asked of request and
 * response.
 */
final class JettyAdapter implements HttpAdapter<HttpChannel, HttpChannel> {
  static final JettyAdapter INSTANCE = new JettyAdapter();

  private JettyAdapter() {}

  @Override
  public @Nullable String method(HttpChannel channel) {
    return channel.getRequest().getMethod();
  }

  @Override
  public @Nullable String path(HttpChannel channel) {
    Request request = channel.getRequest();
    String path = request.getRequestURI();
    return path != null ? path : refusedPath(request.getMetaData());
  }

  /** Jetty 10 and 11 refuse an ambiguous path before the request has it; its head still says it. */
  private static @Nullable String refusedPath(MetaData.@Nullable Request head) {
    String uri = head == null ? null : head.getURIString();
    if (uri == null) {
      return null;
    }
    int authority = uri.indexOf("://");
    int start = authority < 0 ? 0 : uri.indexOf('/', authority + 3);
    int query = uri.indexOf('?');
    return start < 0 || (query >= 0 && query < start)
        ? null
        : uri.substring(start, query < 0 ? uri.length() : query);
  }

  @Override
  public @Nullable String query(HttpChannel channel) {
    JettyRequestState state = JettyBinding.stateOf(channel.getRequest());
    return state != null && state.exchange.isMapped()
        ? state.query
        : channel.getRequest().getQueryString();
  }

  @Override
  public @Nullable String protocol(HttpChannel channel) {
    return channel.getRequest().getProtocol();
  }

  @Override
  public @Nullable String scheme(HttpChannel channel) {
    return channel.getRequest().getScheme();
  }

  @Override
  public @Nullable String remoteAddress(HttpChannel channel) {
    String address = channel.getRequest().getRemoteAddr();
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
  public @Nullable String user(HttpChannel channel) {
    // Not getUserPrincipal: it logs in what is deferred, and may make a session for it.
    Authentication authentication = channel.getRequest().getAuthentication();
    if (!(authentication instanceof Authentication.User)) {
      return null;
    }
    Principal principal =
        ((Authentication.User) authentication).getUserIdentity().getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  /**
   * Jetty looks the session up, and marks its use, before the first handler, and keeps it on the
   * request until that is over: asking for it changes nothing.
   */
  @Override
  public @Nullable Object sessionAttribute(HttpChannel channel, String name) throws Throwable {
    return Sessions.READER.attribute(channel.getRequest(), name);
  }

  /** Apart, because most applications never need it. */
  private static final class Sessions {
    static final SessionReader READER = SessionReader.of(Request.class);
  }

  @Override
  public @Nullable String requestHeader(HttpChannel channel, String name) {
    Request request = channel.getRequest();
    return request.getMetaData() == null ? null : request.getHeader(name);
  }

  @Override
  public boolean isRequestHeaderRepeated(HttpChannel channel, String name) {
    Enumeration<String> values = channel.getRequest().getHeaders(name);
    if (!values.hasMoreElements()) {
      return false;
    }
    values.nextElement();
    return values.hasMoreElements();
  }

  @Override
  public @Nullable String responseHeader(HttpChannel channel, String name) {
    MetaData.Response sent = channel.getCommittedMetaData();
    if (sent == null) {
      return channel.getResponse().getHeader(name);
    }
    for (HttpField field : fieldsOf(sent)) {
      if (field.getName().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return null;
  }

  @Override
  public long responseContentLength(HttpChannel channel) {
    MetaData.Response sent = channel.getCommittedMetaData();
    return sent == null ? -1 : sent.getContentLength();
  }

  @Override
  public int status(HttpChannel channel) {
    MetaData.Response sent = channel.getCommittedMetaData();
    if (sent != null) {
      return sent.getStatus();
    }
    JettyRequestState state = JettyBinding.stateOf(channel.getRequest());
    // Jetty's 200 is only a default; nobody has been told.
    return state != null && state.exchange.isEnded() ? 0 : channel.getResponse().getStatus();
  }

  @Override
  public void copyRequestHeaders(HttpChannel channel, Headers into) {
    copy(fieldsOf(channel.getRequest().getMetaData()), into);
  }

  @Override
  public void copyResponseHeaders(HttpChannel channel, Headers into) {
    copy(fieldsOf(channel.getCommittedMetaData()), into);
  }

  @Override
  public int requestHeaderBytes(HttpChannel channel) {
    return bytesOf(fieldsOf(channel.getRequest().getMetaData()));
  }

  @Override
  public int responseHeaderBytes(HttpChannel channel) {
    return bytesOf(fieldsOf(channel.getCommittedMetaData()));
  }

  @SuppressWarnings("unchecked")
  private static Iterable<HttpField> fieldsOf(@Nullable MetaData head) {
    Object fields = head == null ? null : head.getFields();
    return fields == null ? Collections.<HttpField>emptyList() : (Iterable<HttpField>) fields;
  }

  private static void copy(Iterable<HttpField> fields, Headers into) {
    for (HttpField field : fields) {
      into.add(field.getName(), field.getValue());
    }
  }

  private static int bytesOf(Iterable<HttpField> fields) {
    int bytes = 0;
    for (HttpField field : fields) {
      String value = field.getValue();
      bytes += field.getName().length() + (value == null ? 0 : value.length()) + 4;
    }
    return bytes;
  }
}
