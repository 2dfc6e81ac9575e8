package io.opsagent.spring;

import net.bytebuddy.asm.Advice;

/** A router function has matched a request of {@code jakarta.servlet}, its first argument. */
public final class JakartaFunctionalAdvice {
  private JakartaFunctionalAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Argument(0) Object request) {
    SpringMvcBinding.matched(JakartaRequestView.INSTANCE, request);
  }
}
