package io.opsagent.spring;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Requests of the package {@code jakarta.servlet}. */
final class JakartaRequestView implements RequestView {
  static final RequestView INSTANCE = new JakartaRequestView();

  private JakartaRequestView() {}

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
