package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A turn of a request on a thread; the first one is its start. */
public final class HandleAdvice {
  private HandleAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object channel) {
    return JettyBinding.entered(channel);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object bound) {
    JettyBinding.left(bound);
  }
}
