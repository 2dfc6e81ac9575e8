package io.opsagent.undertow;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What a servlet threw, before the servlet container makes an error page of it. */
public final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Argument(0) Object exchange, @Advice.Thrown @Nullable Throwable thrown) {
    UndertowBinding.threw(exchange, thrown);
  }
}
