package io.opsagent.undertow;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A request that cannot be read is about to be answered with 400. */
public final class RefusedAdvice {
  private RefusedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable Object connection) {
    UndertowBinding.refused(connection);
  }
}
