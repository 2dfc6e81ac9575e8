package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Jetty refuses what it cannot read; such requests have no other start. */
public final class BadMessageAdvice {
  private BadMessageAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object channel) {
    return JettyBinding.refused(channel);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object refused) {
    JettyBinding.refusalEnded(refused);
  }
}
