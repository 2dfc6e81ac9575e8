package io.opsagent.jetty;

import net.bytebuddy.asm.Advice;

/** Bytes of the request body that the application has read into an array. */
public final class ReadAdvice {
  private ReadAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(
      @Advice.FieldValue("_channelState") Object state,
      @Advice.Argument(0) byte[] target,
      @Advice.Argument(1) int offset,
      @Advice.Return int read) {
    JettyBinding.read(state, target, offset, read);
  }
}
