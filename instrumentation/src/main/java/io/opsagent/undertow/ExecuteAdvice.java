package io.opsagent.undertow;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A turn of a request on a thread; the first one is its start. */
public final class ExecuteAdvice {
  private ExecuteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(1) Object exchange) {
    return UndertowBinding.started(exchange);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object bound) {
    UndertowBinding.left(bound);
  }
}
