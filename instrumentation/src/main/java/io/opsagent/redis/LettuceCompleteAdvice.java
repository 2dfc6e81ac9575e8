package io.opsagent.redis;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The answer to a command of Lettuce is there. */
public final class LettuceCompleteAdvice {
  private LettuceCompleteAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object handler, @Advice.Argument(0) @Nullable Object command) {
    LettuceBinding.completed(handler, command);
  }
}
