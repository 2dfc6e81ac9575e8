package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Log4j 1 hands an event to the appenders of a logger and of its parents. */
public final class Log4j1Advice {
  private Log4j1Advice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object event) {
    return Log4j1Binding.enter(event);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.Argument(0) Object event) {
    Log4j1Binding.exit(entered, event);
  }
}
