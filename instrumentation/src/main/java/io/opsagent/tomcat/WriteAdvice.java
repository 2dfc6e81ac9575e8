package io.opsagent.tomcat;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Bytes of the answer, before chunking, compression and TLS. */
public final class WriteAdvice {
  private WriteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object response, @Advice.Argument(0) @Nullable Object chunk) {
    TomcatBinding.write(response, chunk);
  }
}
