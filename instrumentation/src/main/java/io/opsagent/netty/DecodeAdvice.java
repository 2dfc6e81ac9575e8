package io.opsagent.netty;

import net.bytebuddy.asm.Advice;

/** Bytes of a client become parts of requests, which are added to a list. */
public final class DecodeAdvice {
  private DecodeAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static int enter(@Advice.This Object decoder, @Advice.Argument(2) Object decoded) {
    return NettyBinding.decoding(decoder, decoded);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter int mark,
      @Advice.Argument(0) Object context,
      @Advice.Argument(2) Object decoded) {
    NettyBinding.decoded(mark, context, decoded);
  }
}
