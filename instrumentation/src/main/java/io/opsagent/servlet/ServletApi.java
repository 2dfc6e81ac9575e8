package io.opsagent.servlet;

import io.opsagent.capture.Exchange;
import java.security.Principal;
import java.util.Collection;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * What the binding asks of servlet requests and answers, one call each. Written twice, because
 * {@code javax.servlet} and {@code jakarta.servlet} are two sets of types; which one it is the
 * descriptor of the advised method says.
 */
interface ServletApi {

  /** Whether these are a request and an answer of HTTP; all others below may be called then. */
  boolean isHttp(@Nullable Object request, @Nullable Object response);

  /** The request inside a wrapper, or null if it is none. */
  @Nullable Object wrapped(Object request);

  boolean isErrorDispatch(Object request);

  boolean isAsyncDispatch(Object request);

  @Nullable Object attribute(Object request, String name);

  void setAttribute(Object request, String name, Object value);

  /** Raw path as the client sent it, also behind a forward. */
  @Nullable String originalUri(Object request);

  @Nullable String contextPath(Object request);

  @Nullable String servletPath(Object request);

  boolean hasPathInfo(Object request);

  /** Whether the servlet is the one for everything that has no other; false if nobody says. */
  boolean isDefaultServlet(Object request);

  @Nullable String method(Object request);

  @Nullable String query(Object request);

  @Nullable String protocol(Object request);

  @Nullable String scheme(Object request);

  @Nullable String remoteAddress(Object request);

  @Nullable Principal principal(Object request);

  /**
   * An attribute of the session, by {@code getSession(false)}: the API has no other way. In a
   * container that looks for a session only when it is asked, such as Tomcat, this counts as a use
   * of the session by the request that named it.
   */
  @Nullable Object sessionAttribute(Object request, String name);

  @Nullable String header(Object request, String name);

  @Nullable Enumeration<String> headers(Object request, String name);

  @Nullable Enumeration<String> headerNames(Object request);

  int status(Object response);

  boolean isCommitted(Object response);

  @Nullable String contentType(Object response);

  @Nullable String responseHeader(Object response, String name);

  @Nullable Collection<String> responseHeaders(Object response, String name);

  @Nullable Collection<String> responseHeaderNames(Object response);

  /** The status that containers answer with when a servlet throws this. */
  int statusOf(Throwable thrown);

  boolean isAsyncStarted(Object request);

  /**
   * Adds a listener that ends the exchange.
   *
   * @throws IllegalStateException if the request is not asynchronous any more
   */
  void listen(Object request, Object response, Exchange exchange);

  /**
   * The time-out of an asynchronous request in milliseconds; 0 or less for none.
   *
   * @throws IllegalStateException if the request is not asynchronous any more
   */
  long timeoutMillis(Object request);
}
