package io.opsagent.redis;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A client of Lettuce connects to the address that is its second argument. */
public final class LettuceConnectAdvice {
  private LettuceConnectAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(1) @Nullable Object uri) {
    LettuceBinding.connecting(uri);
  }
}
