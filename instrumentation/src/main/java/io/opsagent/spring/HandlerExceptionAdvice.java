package io.opsagent.spring;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A handler has thrown, and Spring looks for somebody who makes an answer of it. */
public final class HandlerExceptionAdvice {
  private HandlerExceptionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(3) @Nullable Object exception) {
    SpringMvcBinding.failed(exception);
  }
}
