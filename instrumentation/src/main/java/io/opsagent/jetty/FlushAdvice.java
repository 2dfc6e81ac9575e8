package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** The application wants what it has written to be sent. */
public final class FlushAdvice {
  private FlushAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object output) {
    JettyBinding.flushed(output);
  }
}
