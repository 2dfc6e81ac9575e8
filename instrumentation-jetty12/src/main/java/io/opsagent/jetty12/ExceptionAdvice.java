package io.opsagent.jetty12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** What a servlet threw, before its container makes an error page of it. */
public final class ExceptionAdvice {
  private ExceptionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable Throwable failure) {
    ServletBinding.threw(failure);
  }
}
