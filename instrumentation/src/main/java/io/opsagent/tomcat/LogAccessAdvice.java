package io.opsagent.tomcat;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** End of a request, synchronous or not, good or refused: what feeds access logs. */
public final class LogAccessAdvice {
  private LogAccessAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Object request, @Advice.Argument(1) Object response) {
    return TomcatBinding.ended(request, response);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object outermost) {
    TomcatBinding.logged(outermost);
  }
}
