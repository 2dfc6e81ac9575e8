package io.opsagent.tomcat;

import net.bytebuddy.asm.Advice;

/** Bytes of the request body that the application has read. */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(
      @Advice.This Object request, @Advice.Argument(0) Object handler, @Advice.Return int read) {
    TomcatBinding.read(request, handler, read);
  }
}
