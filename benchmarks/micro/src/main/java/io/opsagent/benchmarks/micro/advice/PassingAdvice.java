package io.opsagent.benchmarks.micro.advice;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Hands a token from the start of a method to its end, as all advice does, and nothing else. */
public final class PassingAdvice {
  private PassingAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object argument) {
    return argument;
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object entered) {
    // The hand-over is what is measured.
  }
}
