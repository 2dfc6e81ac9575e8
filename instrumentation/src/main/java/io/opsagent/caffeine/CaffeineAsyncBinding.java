package io.opsagent.caffeine;

import com.github.benmanes.caffeine.cache.AsyncCache;
import org.jspecify.annotations.Nullable;

/** Asynchronous caches that do not load; of a type that older versions have not. */
final class CaffeineAsyncBinding {
  private CaffeineAsyncBinding() {}

  static void built(@Nullable Object cache) {
    if (cache != null) {
      CaffeineBinding.built(((AsyncCache<?, ?>) cache).synchronous());
    }
  }
}
