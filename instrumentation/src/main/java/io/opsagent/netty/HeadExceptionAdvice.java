package io.opsagent.netty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The head of a pipeline is told of an exception of input or output. Netty 4.2 tells it without the
 * detour of {@link ExceptionAdvice}; in 4.1 both are called, and the second one changes nothing.
 */
public final class HeadExceptionAdvice {
  private HeadExceptionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.Argument(0) Object context, @Advice.Argument(1) @Nullable Object exception) {
    NettyBinding.failed(context, exception);
  }
}
