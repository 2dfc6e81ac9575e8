package io.opsagent.undertow;

import net.bytebuddy.asm.Advice;

/** The time that an asynchronous request was given is over; its listeners are told next. */
public final class TimeoutAdvice {
  private TimeoutAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.FieldValue("exchange") Object exchange) {
    UndertowBinding.timedOut(exchange);
  }
}
