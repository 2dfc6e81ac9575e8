package io.opsagent.jetty12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A turn of a request in the servlet container of ee10 and later, on any thread. */
public final class ServletTurnAdvice {
  private ServletTurnAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object channel) throws Throwable {
    return ServletBinding.entered(channel);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object bound) {
    Jetty12Binding.left(bound);
  }
}
