package io.opsagent.caffeine;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A cache was built. */
public final class BuiltAdvice {
  private BuiltAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Return @Nullable Object cache) {
    CaffeineBinding.built(cache);
  }
}
