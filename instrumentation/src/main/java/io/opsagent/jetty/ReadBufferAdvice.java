package io.opsagent.jetty;

import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** Bytes of the request body that the application has read into a buffer. */
public final class ReadBufferAdvice {
  private ReadBufferAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(
      @Advice.FieldValue("_channelState") Object state,
      @Advice.Argument(0) ByteBuffer target,
      @Advice.Return int read) {
    JettyBinding.read(state, target, read);
  }
}
