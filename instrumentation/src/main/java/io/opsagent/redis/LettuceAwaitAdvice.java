package io.opsagent.redis;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A thread waits for an answer that Lettuce gets for it. */
public final class LettuceAwaitAdvice {
  private LettuceAwaitAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return LettuceBinding.await();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object entered) {
    LettuceBinding.awaited(entered);
  }
}
