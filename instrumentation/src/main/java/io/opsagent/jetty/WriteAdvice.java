package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Bytes that the application writes from an array, before any encoding by Jetty. */
public final class WriteAdvice {
  private WriteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object output,
      @Advice.Argument(0) byte @Nullable [] source,
      @Advice.Argument(1) int offset,
      @Advice.Argument(2) int length) {
    JettyBinding.write(output, source, offset, length);
  }
}
