package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** Jetty has put an error page of its own into the buffer, and sends it. */
public final class ErrorPageAdvice {
  private ErrorPageAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object channel) {
    JettyBinding.errorPage(channel);
  }
}
