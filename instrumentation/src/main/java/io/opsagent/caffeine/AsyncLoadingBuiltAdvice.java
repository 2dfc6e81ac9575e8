package io.opsagent.caffeine;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A cache that loads asynchronously was built. */
public final class AsyncLoadingBuiltAdvice {
  private AsyncLoadingBuiltAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Return @Nullable Object cache) {
    CaffeineBinding.asyncLoadingBuilt(cache);
  }
}
