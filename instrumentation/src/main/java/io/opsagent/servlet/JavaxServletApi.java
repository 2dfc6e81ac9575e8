package io.opsagent.servlet;

import io.opsagent.capture.Exchange;
import java.security.Principal;
import java.util.Collection;
import java.util.Enumeration;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequestWrapper;
import javax.servlet.UnavailableException;
import javax.servlet.http.HttpServletMapping;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import javax.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/** The package {@code javax.servlet}. */
final class JavaxServletApi implements ServletApi {
  static final ServletApi INSTANCE = new JavaxServletApi();

  /** Whether the container is older than Servlet 4, which tells what a servlet is mapped to. */
  private static volatile boolean withoutMapping;

  private JavaxServletApi() {}

  private static HttpServletRequest request(Object request) {
    return (HttpServletRequest) request;
  }

  private static HttpServletResponse response(Object response) {
    return (HttpServletResponse) response;
  }

  @Override
  public boolean isHttp(@Nullable Object request, @Nullable Object response) {
    return request instanceof HttpServletRequest && response instanceof HttpServletResponse;
  }

  @Override
  public @Nullable Object wrapped(Object request) {
    return request instanceof ServletRequestWrapper
        ? ((ServletRequestWrapper) request).getRequest()
        : null;
  }

  @Override
  public boolean isErrorDispatch(Object request) {
    return request(request).getDispatcherType() == DispatcherType.ERROR;
  }

  @Override
  public boolean isAsyncDispatch(Object request) {
    return request(request).getDispatcherType() == DispatcherType.ASYNC;
  }

  @Override
  public @Nullable Object attribute(Object request, String name) {
    return request(request).getAttribute(name);
  }

  @Override
  public void setAttribute(Object request, String name, Object value) {
    request(request).setAttribute(name, value);
  }

  @Override
  public @Nullable String originalUri(Object request) {
    Object original = request(request).getAttribute("javax.servlet.forward.request_uri");
    return original instanceof String ? (String) original : request(request).getRequestURI();
  }

  @Override
  public @Nullable String contextPath(Object request) {
    return request(request).getContextPath();
  }

  @Override
  public @Nullable String servletPath(Object request) {
    return request(request).getServletPath();
  }

  @Override
  public boolean hasPathInfo(Object request) {
    return request(request).getPathInfo() != null;
  }

  @Override
  public boolean isDefaultServlet(Object request) {
    if (withoutMapping) {
      return false;
    }
    try {
      HttpServletMapping mapping = request(request).getHttpServletMapping();
      return mapping != null && mapping.getMappingMatch() == MappingMatch.DEFAULT;
    } catch (LinkageError e) {
      withoutMapping = true;
      return false;
    }
  }

  @Override
  public @Nullable String method(Object request) {
    return request(request).getMethod();
  }

  @Override
  public @Nullable String query(Object request) {
    return request(request).getQueryString();
  }

  @Override
  public @Nullable String protocol(Object request) {
    return request(request).getProtocol();
  }

  @Override
  public @Nullable String scheme(Object request) {
    return request(request).getScheme();
  }

  @Override
  public @Nullable String remoteAddress(Object request) {
    return request(request).getRemoteAddr();
  }

  @Override
  public @Nullable Principal principal(Object request) {
    return request(request).getUserPrincipal();
  }

  @Override
  public @Nullable Object sessionAttribute(Object request, String name) {
    HttpSession session = request(request).getSession(false);
    return session == null ? null : session.getAttribute(name);
  }

  @Override
  public @Nullable String header(Object request, String name) {
    return request(request).getHeader(name);
  }

  @Override
  public @Nullable Enumeration<String> headers(Object request, String name) {
    return request(request).getHeaders(name);
  }

  @Override
  public @Nullable Enumeration<String> headerNames(Object request) {
    return request(request).getHeaderNames();
  }

  @Override
  public int status(Object response) {
    return response(response).getStatus();
  }

  @Override
  public boolean isCommitted(Object response) {
    return response(response).isCommitted();
  }

  @Override
  public @Nullable String contentType(Object response) {
    return response(response).getContentType();
  }

  @Override
  public @Nullable String responseHeader(Object response, String name) {
    return response(response).getHeader(name);
  }

  @Override
  public @Nullable Collection<String> responseHeaders(Object response, String name) {
    return response(response).getHeaders(name);
  }

  @Override
  public @Nullable Collection<String> responseHeaderNames(Object response) {
    return response(response).getHeaderNames();
  }

  @Override
  public int statusOf(Throwable thrown) {
    if (thrown instanceof UnavailableException) {
      return ((UnavailableException) thrown).isPermanent() ? 404 : 503;
    }
    return 500;
  }

  @Override
  public boolean isAsyncStarted(Object request) {
    return request(request).isAsyncStarted();
  }

  @Override
  public void listen(Object request, Object response, Exchange exchange) {
    request(request)
        .getAsyncContext()
        .addListener(new JavaxAsyncListener(exchange), request(request), response(response));
  }

  @Override
  public long timeoutMillis(Object request) {
    return request(request).getAsyncContext().getTimeout();
  }
}
