package io.opsagent.benchmarks.micro.advice;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Throws until its circuit breaker has switched the join point off. */
public final class ThrowingAdvice {
  private ThrowingAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object argument) {
    throw new IllegalStateException("on purpose, for the circuit breaker: " + argument);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object entered) {
    throw new IllegalStateException("on purpose, for the circuit breaker: " + entered);
  }
}
