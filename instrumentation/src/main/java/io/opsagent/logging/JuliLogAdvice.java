package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tomcat logs through its own front of java.util.logging. */
public final class JuliLogAdvice {
  private JuliLogAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object log, @Advice.Argument(0) Object level) {
    return JuliLogBinding.enter(log, level);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object log,
      @Advice.Argument(0) Object level,
      @Advice.Argument(1) @Nullable String message,
      @Advice.Argument(2) @Nullable Object thrown) {
    JuliLogBinding.exit(entered, log, level, message, thrown);
  }
}
