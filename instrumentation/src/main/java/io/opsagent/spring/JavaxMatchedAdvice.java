package io.opsagent.spring;

import net.bytebuddy.asm.Advice;

/** A mapping has matched a request of {@code javax.servlet}, its third argument. */
public final class JavaxMatchedAdvice {
  private JavaxMatchedAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Argument(2) Object request) {
    SpringMvcBinding.matched(JavaxRequestView.INSTANCE, request);
  }
}
