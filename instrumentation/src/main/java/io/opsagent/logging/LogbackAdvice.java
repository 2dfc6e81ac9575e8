package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Logback hands an event to the appenders of a logger and of its parents. */
public final class LogbackAdvice {
  private LogbackAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object event) {
    return LogbackBinding.enter(event);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.Argument(0) Object event) {
    LogbackBinding.exit(entered, event);
  }
}
