package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** One byte that the application writes, before any encoding by Jetty. */
public final class WriteByteAdvice {
  private WriteByteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object output, @Advice.Argument(0) int value) {
    JettyBinding.write(output, value);
  }
}
