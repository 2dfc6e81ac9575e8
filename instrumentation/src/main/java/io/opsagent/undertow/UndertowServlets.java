package io.opsagent.undertow;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.SessionReader;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.handlers.ServletPathMatch;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletRequestImpl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Undertow's servlet container knows of an exchange: the web application, what the servlet is
 * mapped to, whether the request went asynchronous, what was thrown. Apart, because an application
 * need not have that container. Mentions no type of the servlet API, whose package changed.
 */
final class UndertowServlets {
  private UndertowServlets() {}

  /** Returns a token for the outermost call, to be handed to {@link #left}; else null. */
  static @Nullable Object entered(Object serverExchange) {
    HttpServerExchange exchange = (HttpServerExchange) serverExchange;
    UndertowRequestState state = UndertowBinding.stateOf(exchange);
    if (state == null || state.inServlet) {
      return null;
    }
    if (state.exchange.contextPath() == null) {
      readMapping(state.exchange, exchange);
    }
    state.inServlet = true;
    state.wasInServlet = true;
    return state;
  }

  private static void readMapping(Exchange exchange, HttpServerExchange serverExchange) {
    ServletRequestContext context =
        serverExchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
    if (context == null) {
      return;
    }
    HttpServletRequestImpl request = context.getOriginalRequest();
    ServletPathMatch match = context.getOriginalServletPathMatch();
    if (match == null || isDefault(match) || !isNamed(match)) {
      exchange.servletMapping(request.getContextPath(), null, false);
    } else {
      exchange.servletMapping(
          request.getContextPath(), match.getMatched(), match.getRemaining() != null);
    }
  }

  /**
   * Whether the path that was matched is that of a mapping. It is the whole path of the request
   * where a servlet is mapped by {@code /} or by a suffix, and no route then.
   */
  private static boolean isNamed(ServletPathMatch match) {
    if (match.getRemaining() != null) {
      return true;
    }
    String matched = match.getMatched();
    List<String> mappings =
        match.getServletChain().getManagedServlet().getServletInfo().getMappings();
    return mappings.contains(matched) || mappings.contains(matched + "/*");
  }

  private static boolean isDefault(ServletPathMatch match) {
    return "default".equals(match.getServletChain().getManagedServlet().getServletInfo().getName());
  }

  static @Nullable Object sessionAttribute(HttpServerExchange exchange, String name)
      throws Throwable {
    ServletRequestContext context = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
    return context == null ? null : Sessions.READER.attribute(context.getOriginalRequest(), name);
  }

  /** Apart, because most applications never need it. */
  private static final class Sessions {
    static final SessionReader READER = SessionReader.of(HttpServletRequestImpl.class);
  }

  static void left(Object serverExchange, @Nullable Object outermost, @Nullable Throwable thrown) {
    if (outermost == null) {
      return;
    }
    UndertowRequestState state = (UndertowRequestState) outermost;
    state.inServlet = false;
    state.exchange.failedUnhandled(thrown);
    ServletRequestContext context =
        ((HttpServerExchange) serverExchange).getAttachment(ServletRequestContext.ATTACHMENT_KEY);
    if (context != null && context.getOriginalRequest().isAsyncStarted()) {
      state.exchange.wentAsync();
    }
  }
}
