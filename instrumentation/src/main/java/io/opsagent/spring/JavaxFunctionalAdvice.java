package io.opsagent.spring;

import net.bytebuddy.asm.Advice;

/** A router function has matched a request of {@code javax.servlet}, its first argument. */
public final class JavaxFunctionalAdvice {
  private JavaxFunctionalAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Argument(0) Object request) {
    SpringMvcBinding.matched(JavaxRequestView.INSTANCE, request);
  }
}
