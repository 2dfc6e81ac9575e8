package io.opsagent.netty;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A part of an answer becomes bytes. */
public final class EncodeAdvice {
  private EncodeAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object encoder,
      @Advice.Argument(0) Object context,
      @Advice.Argument(1) @Nullable Object part) {
    NettyBinding.encoding(encoder, context, part);
  }
}
