package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** What was written of the answer so far goes out, because the application wants it so. */
public final class FlushAdvice {
  private FlushAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object output) {
    JettyBinding.flushed(output);
  }
}
