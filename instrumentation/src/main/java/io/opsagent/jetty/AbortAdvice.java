package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Jetty gives an answer up, most often because the client is gone. */
public final class AbortAdvice {
  private AbortAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object channel, @Advice.Argument(0) @Nullable Throwable failure) {
    JettyBinding.aborted(channel, failure);
  }
}
