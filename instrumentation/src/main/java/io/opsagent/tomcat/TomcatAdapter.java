package io.opsagent.tomcat;

import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import java.io.IOException;
import java.security.Principal;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** How Tomcat is asked. Only called once the request has been mapped or refused. */
final class TomcatAdapter implements HttpAdapter<Request, Response> {
  static final TomcatAdapter INSTANCE = new TomcatAdapter();

  private TomcatAdapter() {}

  @Override
  public @Nullable String method(Request request) {
    return request.getMethod();
  }

  @Override
  public @Nullable String path(Request request) {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query(Request request) {
    return TomcatText.of(request.getCoyoteRequest().queryString());
  }

  @Override
  public @Nullable String protocol(Request request) {
    return request.getProtocol();
  }

  @Override
  public @Nullable String scheme(Request request) {
    return request.getScheme();
  }

  @Override
  public @Nullable String remoteAddress(Request request) {
    return request.getRemoteAddr();
  }

  @Override
  public @Nullable String user(Request request) {
    Principal principal = request.getPrincipal();
    return principal == null ? null : principal.getName();
  }

  @Override
  public @Nullable Object sessionAttribute(Request request, String name) throws IOException {
    return TomcatSessions.attribute(request, name);
  }

  @Override
  public @Nullable String requestHeader(Request request, String name) {
    MessageBytes value = request.getCoyoteRequest().getMimeHeaders().getValue(name);
    return name.equals("user-agent") || name.equals("host") || name.equals("content-type")
        ? TomcatText.ofCommon(value)
        : TomcatText.of(value);
  }

  @Override
  public boolean isRequestHeaderRepeated(Request request, String name) {
    MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
    int first = headers.findHeader(name, 0);
    return first >= 0 && headers.findHeader(name, first + 1) >= 0;
  }

  @Override
  public @Nullable String responseHeader(Response response, String name) {
    return headerOf(response.getCoyoteResponse(), name);
  }

  @Override
  public void copyRequestHeaders(Request request, Headers into) {
    copy(request.getCoyoteRequest().getMimeHeaders(), into);
  }

  @Override
  public void copyResponseHeaders(Response response, Headers into) {
    org.apache.coyote.Response coyote = response.getCoyoteResponse();
    MimeHeaders headers = coyote.getMimeHeaders();
    // Tomcat keeps these two apart until it writes the head.
    String contentType = coyote.getContentType();
    if (contentType != null && headers.getHeader("Content-Type") == null) {
      into.add("Content-Type", contentType);
    }
    long length = coyote.getContentLengthLong();
    if (length >= 0 && headers.getHeader("Content-Length") == null) {
      into.add("Content-Length", Long.toString(length));
    }
    copy(headers, into);
  }

  @Override
  public long requestHeaderNameLengths(Request request) {
    MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
    long lengths = 0;
    for (int i = 0; i < headers.size(); i++) {
      int length = length(headers.getName(i));
      lengths |= length < Long.SIZE ? 1L << length : 0;
    }
    return lengths;
  }

  @Override
  public int requestHeaderBytes(Request request) {
    return bytesOf(request.getCoyoteRequest().getMimeHeaders());
  }

  @Override
  public int responseHeaderBytes(Response response) {
    return bytesOf(response.getCoyoteResponse().getMimeHeaders());
  }

  @Override
  public long responseContentLength(Response response) {
    // The number first: Tomcat writes the header from it, and to read that back makes five objects.
    long length = response.getCoyoteResponse().getContentLengthLong();
    return length >= 0 ? length : HttpAdapter.super.responseContentLength(response);
  }

  @Override
  public int status(Response response) {
    return response.getStatus();
  }

  static @Nullable String headerOf(org.apache.coyote.Response response, String name) {
    boolean isType = name.equals("content-type");
    // Bytes again, once the head has been sent.
    MessageBytes held = response.getMimeHeaders().getValue(name);
    String value = isType ? TomcatText.ofCommon(held) : TomcatText.of(held);
    if (value == null && isType) {
      return response.getContentType();
    }
    if (value == null && name.equals("content-length")) {
      long length = response.getContentLengthLong();
      return length < 0 ? null : Long.toString(length);
    }
    return value;
  }

  private static void copy(MimeHeaders headers, Headers into) {
    for (int i = 0; i < headers.size(); i++) {
      into.add(String.valueOf(headers.getName(i)), TomcatText.of(headers.getValue(i)));
    }
  }

  private static int bytesOf(MimeHeaders headers) {
    int bytes = 0;
    for (int i = 0; i < headers.size(); i++) {
      bytes += length(headers.getName(i)) + length(headers.getValue(i)) + 4;
    }
    return bytes;
  }

  private static int length(@Nullable MessageBytes text) {
    return text == null ? 0 : text.getLength();
  }
}
