package io.opsagent.logging;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A record of java.util.logging reaches a handler of Tomcat. */
public final class JuliHandlerAdvice {
  private JuliHandlerAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object handler, @Advice.Argument(0) @Nullable Object record) {
    return JuliHandlerBinding.enter(handler, record);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.Argument(0) @Nullable Object record) {
    JuliHandlerBinding.exit(entered, record);
  }
}
