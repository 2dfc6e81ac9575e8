package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Log4j 2 puts a message into the queue of its asynchronous loggers; up to 2.12 so. */
public final class Log4j2AsyncAdvice {
  private Log4j2AsyncAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object logger,
      @Advice.Argument(1) Object level,
      @Advice.Argument(3) @Nullable Object message,
      @Advice.Argument(4) @Nullable Object thrown) {
    return Log4j2AsyncBinding.enter(logger, level, message, thrown);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object entered) {
    Log4j2AsyncBinding.exit(entered);
  }
}
