package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** End of a request, synchronous or not, good or refused. */
public final class CompletedAdvice {
  private CompletedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object channel) {
    JettyBinding.ended(channel);
  }
}
