package io.opsagent.undertow;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Filters and servlet of a request or of a dispatch within it, before the servlet container makes
 * an error page of what they throw.
 */
public final class ServletAdvice {
  private ServletAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.Argument(0) Object exchange) {
    return UndertowServlets.entered(exchange);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Argument(0) Object exchange,
      @Advice.Enter @Nullable Object outermost,
      @Advice.Thrown @Nullable Throwable thrown) {
    UndertowServlets.left(exchange, outermost, thrown);
  }
}
