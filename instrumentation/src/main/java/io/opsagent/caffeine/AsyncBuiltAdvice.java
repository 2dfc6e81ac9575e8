package io.opsagent.caffeine;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** An asynchronous cache was built, which Caffeine knows from 2.7 on. */
public final class AsyncBuiltAdvice {
  private AsyncBuiltAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.Return @Nullable Object cache) {
    CaffeineAsyncBinding.built(cache);
  }
}
