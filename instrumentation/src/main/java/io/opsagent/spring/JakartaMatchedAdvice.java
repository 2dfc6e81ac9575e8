package io.opsagent.spring;

import net.bytebuddy.asm.Advice;

/** A mapping has matched a request of {@code jakarta.servlet}, its third argument. */
public final class JakartaMatchedAdvice {
  private JakartaMatchedAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Argument(2) Object request) {
    SpringMvcBinding.matched(JakartaRequestView.INSTANCE, request);
  }
}
