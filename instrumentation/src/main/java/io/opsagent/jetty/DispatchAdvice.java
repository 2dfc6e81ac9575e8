package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** The request goes to the handlers; its head has been read and customised. */
public final class DispatchAdvice {
  private DispatchAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) Object channel) {
    JettyBinding.dispatched(channel);
  }
}
