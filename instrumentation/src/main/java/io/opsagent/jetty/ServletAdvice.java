package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A servlet has been found for the request. */
public final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object handler,
      @Advice.Argument(0) @Nullable Object target,
      @Advice.Argument(1) Object request)
      throws Throwable {
    JettyBinding.mapped(handler, target, request);
  }
}
