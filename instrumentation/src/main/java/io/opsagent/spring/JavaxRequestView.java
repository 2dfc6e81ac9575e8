package io.opsagent.spring;

import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Requests of the package {@code javax.servlet}. */
final class JavaxRequestView implements RequestView {
  static final RequestView INSTANCE = new JavaxRequestView();

  private JavaxRequestView() {}

  @Override
  public boolean decidesRoute(Object request) {
    DispatcherType type = ((HttpServletRequest) request).getDispatcherType();
    return type != DispatcherType.ERROR && type != DispatcherType.INCLUDE;
  }

  @Override
  public @Nullable Object attribute(Object request, String name) {
    return ((HttpServletRequest) request).getAttribute(name);
  }
}
