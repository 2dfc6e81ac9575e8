package io.opsagent.spring;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * Adds what Spring MVC knows to the exchange of the thread, which the container's entry point has
 * started: the route, the handler, the exception. Read at the moment of matching; at the end an
 * error dispatch would have replaced the attributes (docs/spec/instrumentation.md 5.1).
 */
final class SpringMvcBinding {
  private static final String BEST_PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final String BEST_HANDLER =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";

  /** From Spring 6.1 on. By name: older versions have no such class. */
  private static final String NO_RESOURCE =
      "org.springframework.web.servlet.resource.NoResourceFoundException";

  private static final String NO_HANDLER =
      "org.springframework.web.servlet.NoHandlerFoundException";

  private SpringMvcBinding() {}

  static void matched(RequestView view, Object request) {
    Exchange exchange = CurrentExchange.get();
    if (exchange == null || exchange.routePattern() != null || !view.decidesRoute(request)) {
      return;
    }
    // A String; a PathPattern where an application has set its own.
    Object pattern = view.attribute(request, BEST_PATTERN);
    String text = pattern == null ? null : pattern.toString();
    if (text == null || text.equals("/**")) {
      return;
    }
    Object handler = view.attribute(request, BEST_HANDLER);
    if (handler instanceof HandlerMethod) {
      Class<?> type = ((HandlerMethod) handler).getBeanType();
      Method method = ((HandlerMethod) handler).getMethod();
      exchange.route(text, type.getName(), method.getName());
    } else {
      exchange.route(text, null, null);
    }
  }

  /** Spring's own words for a path that has no handler: a 404, and no failure of anybody. */
  private static boolean isNotFound(Object exception) {
    String name = exception.getClass().getName();
    return name.equals(NO_RESOURCE) || name.equals(NO_HANDLER);
  }

  static void failed(@Nullable Object exception) {
    Exchange exchange = CurrentExchange.get();
    if (exchange != null && exception instanceof Throwable && !isNotFound(exception)) {
      exchange.failed((Throwable) exception);
    }
  }
}
