package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What a handler or servlet threw, before Jetty makes an answer of it. */
public final class ExceptionAdvice {
  private ExceptionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object channel, @Advice.Argument(0) @Nullable Throwable failure) {
    JettyBinding.threw(channel, failure);
  }
}
