package io.opsagent.jetty12;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A turn of a request in the servlet container of ee8 and ee9, on any thread. */
public final class NestedTurnAdvice {
  private NestedTurnAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object channel) throws Throwable {
    return ServletBinding.enteredNested(channel);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object bound) {
    Jetty12Binding.left(bound);
  }
}
