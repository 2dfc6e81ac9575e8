package io.opsagent.servlet;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A servlet or filter of {@code jakarta.servlet} is given a request and an answer. */
public final class JakartaServiceAdvice {
  private JakartaServiceAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object request, @Advice.Argument(1) @Nullable Object response) {
    return ServletBinding.entered(JakartaServletApi.INSTANCE, request, response);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object turn, @Advice.Thrown @Nullable Throwable thrown) {
    ServletBinding.left(turn, thrown);
  }
}
