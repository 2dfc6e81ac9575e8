package io.opsagent.jetty;

import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Bytes that are written from a buffer, before any encoding by Jetty. */
public final class WriteBufferAdvice {
  private WriteBufferAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object output, @Advice.Argument(0) @Nullable ByteBuffer source) {
    JettyBinding.write(output, source);
  }
}
