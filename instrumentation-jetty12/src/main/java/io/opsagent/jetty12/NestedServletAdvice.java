package io.opsagent.jetty12;

import net.bytebuddy.asm.Advice;

/** A servlet of ee8 or ee9 has been found for the request, and is called. */
public final class NestedServletAdvice {
  private NestedServletAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(1) Object request) throws Throwable {
    ServletBinding.mappedNested(request);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Argument(1) Object request) throws Throwable {
    ServletBinding.leftNested(request);
  }
}
