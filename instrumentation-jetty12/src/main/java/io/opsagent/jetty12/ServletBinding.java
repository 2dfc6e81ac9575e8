package io.opsagent.jetty12;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import java.security.Principal;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Session;
import org.jspecify.annotations.Nullable;

/**
 * Adds what a servlet container on Jetty 12 knows to the exchange: the servlet, the exception; and
 * binds it to the thread of each turn, of which only the first is inside {@code Server.handle}.
 */
final class ServletBinding {
  private static final Getter SERVLET_REQUEST = new Getter("getServletContextRequest");
  private static final Getter MATCHED = new Getter("getMatchedResource");
  private static final Getter CORE_REQUEST = new Getter("getCoreRequest");
  private static final Getter CONTEXT_PATH = new Getter("getContextPath");
  private static final Getter SERVLET_PATH = new Getter("getServletPath");
  private static final Getter MAPPING = new Getter("getServletPathMapping");
  private static final Getter PATTERN = new Getter("getPattern");
  private static final Getter DISPATCHER_TYPE = new Getter("getDispatcherType");
  private static final Getter AUTHENTICATION = new Getter("getAuthentication");
  // What is deferred has none, and is not logged in for us.
  private static final Getter USER_IDENTITY = new Getter("getUserIdentity");
  private static final Getter USER_PRINCIPAL = new Getter("getUserPrincipal");

  private static final Getter MANAGED_SESSION = new Getter("getManagedSession");

  /**
   * ee8 and ee9 since 12.0.22 never end a request that throws behind {@code startAsync}
   * (jetty/jetty.project#13502). Longer than an application takes to complete what has failed.
   */
  private static final long PATIENCE_AFTER_FAILURE_MILLIS = 60_000;

  private ServletBinding() {}

  /**
   * An attribute of the session that belongs to a request. Not by the servlet API: when the stream
   * ends, Jetty has taken the parts of its servlet request away.
   *
   * @param request the request of the core, as the servlet container has wrapped it
   */
  static @Nullable Object sessionAttribute(@Nullable Object request, String name) throws Throwable {
    Object session = MANAGED_SESSION.of(request);
    return session instanceof Session && ((Session) session).isValid()
        ? ((Session) session).getAttribute(name)
        : null;
  }

  /** A turn in ee10 and later, where the servlet is found before the first. */
  static @Nullable Object entered(Object channel) throws Throwable {
    Request request = (Request) SERVLET_REQUEST.of(channel);
    ExchangeStream stream = streamOf(request);
    if (stream != null && request != null) {
      stream.contextRequest(request);
    }
    Exchange exchange = turn(request);
    if (exchange != null && request != null && exchange.contextPath() == null) {
      MatchedResource<?> matched = (MatchedResource<?>) MATCHED.of(request);
      if (matched != null) {
        mapped(
            exchange,
            Request.getContextPath(request),
            matched.getPathMatch(),
            matched.getPathSpec().getDeclaration());
      }
    }
    return CurrentExchange.enter(exchange);
  }

  /** A turn in ee8 and ee9. */
  static @Nullable Object enteredNested(Object channel) throws Throwable {
    return CurrentExchange.enter(turn((Request) CORE_REQUEST.of(channel)));
  }

  private static @Nullable ExchangeStream streamOf(@Nullable Request request) {
    return request == null ? null : ExchangeStream.of(request);
  }

  private static @Nullable Exchange turn(@Nullable Request request) {
    ExchangeStream stream = streamOf(request);
    if (stream == null) {
      return null;
    }
    stream.turn();
    return stream.exchange();
  }

  static void mappedNested(Object request) throws Throwable {
    Request core = (Request) CORE_REQUEST.of(request);
    ExchangeStream stream = streamOf(core);
    if (stream == null || core == null) {
      return;
    }
    stream.contextRequest(core);
    readUser(stream, request);
    Exchange exchange = stream.exchange();
    // An error page is found by a dispatch, too; one that comes first has no servlet behind it.
    if (exchange.contextPath() == null
        && !"ERROR".equals(String.valueOf(DISPATCHER_TYPE.of(request)))) {
      mapped(
          exchange,
          (String) CONTEXT_PATH.of(request),
          (String) SERVLET_PATH.of(request),
          (String) PATTERN.of(MAPPING.of(request)));
    }
  }

  /** A servlet of ee8 or ee9 has returned: it may have logged somebody in. */
  static void leftNested(Object request) throws Throwable {
    ExchangeStream stream = streamOf((Request) CORE_REQUEST.of(request));
    if (stream != null && stream.user() == null) {
      readUser(stream, request);
    }
  }

  private static void readUser(ExchangeStream stream, Object request) throws Throwable {
    Object principal = USER_PRINCIPAL.of(USER_IDENTITY.of(AUTHENTICATION.of(request)));
    if (principal instanceof Principal) {
      stream.user((Principal) principal);
    }
  }

  private static void mapped(
      Exchange exchange,
      @Nullable String contextPath,
      @Nullable String servletPath,
      @Nullable String pattern) {
    // The patterns for everything, and those by extension, say less than the path.
    boolean isPath =
        pattern != null && pattern.startsWith("/") && !pattern.equals("/") && !pattern.equals("/*");
    exchange.servletMapping(
        "/".equals(contextPath) ? "" : contextPath,
        isPath ? servletPath : null,
        pattern != null && pattern.endsWith("/*"));
  }

  static void threw(@Nullable Throwable failure) {
    Exchange exchange = CurrentExchange.get();
    if (exchange == null) {
      return;
    }
    Jetty12Binding.CAPTURE.awaitEnd(exchange, PATIENCE_AFTER_FAILURE_MILLIS);
    if (failure instanceof HttpException) {
      // Jetty's own way to refuse; not an error of the application.
      exchange.failed(failure);
    } else {
      exchange.failedUnhandled(failure);
    }
  }

  /** Called in the turn of a request that has waited too long. */
  static void timedOut() {
    Exchange exchange = CurrentExchange.get();
    if (exchange != null) {
      exchange.timedOut();
    }
  }
}
