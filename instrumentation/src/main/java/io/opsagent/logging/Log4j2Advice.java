package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Log4j 2 hands an event that passed the filters to its appenders. */
public final class Log4j2Advice {
  private Log4j2Advice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object event) {
    return Log4j2Binding.enter(event);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.Argument(0) Object event) {
    Log4j2Binding.exit(entered, event);
  }
}
