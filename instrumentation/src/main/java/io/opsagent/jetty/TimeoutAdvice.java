package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** The time that an asynchronous request was given is over. */
public final class TimeoutAdvice {
  private TimeoutAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter() {
    JettyBinding.timedOut();
  }
}
