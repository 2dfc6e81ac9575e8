package io.opsagent.jetty12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Jetty answers with an error: what a handler threw, or what Jetty refuses. */
public final class WriteErrorAdvice {
  private WriteErrorAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.Argument(0) Object request,
      @Advice.Argument(3) int status,
      @Advice.Argument(5) @Nullable Throwable cause) {
    Jetty12Binding.answeredWithError(request, status, cause);
  }
}
