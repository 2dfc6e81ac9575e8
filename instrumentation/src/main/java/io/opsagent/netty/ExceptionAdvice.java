package io.opsagent.netty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** An exception reaches a handler of the pipeline; the one that threw it comes first. */
public final class ExceptionAdvice {
  private ExceptionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object context, @Advice.Argument(0) @Nullable Object exception) {
    NettyBinding.failed(context, exception);
  }
}
