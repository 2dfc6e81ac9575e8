package io.opsagent.caffeine;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.opsagent.capture.CacheClients;
import io.opsagent.capture.Capture;
import io.opsagent.capture.LocalCacheFigures;
import io.opsagent.capture.LocalCacheReader;
import org.jspecify.annotations.Nullable;

/** Makes caches known under the place that built them: Caffeine itself gives them no name. */
final class CaffeineBinding {
  private static final CacheClients CLIENTS = Capture.current().cacheClients();

  // In a static field, because who reads holds it weakly.
  private static final LocalCacheReader READER = new Figures();

  private CaffeineBinding() {}

  static void built(@Nullable Object cache) {
    if (cache != null) {
      CLIENTS.local("caffeine", place(), cache, READER);
    }
  }

  static void asyncLoadingBuilt(@Nullable Object cache) {
    if (cache != null) {
      built(((AsyncLoadingCache<?, ?>) cache).synchronous());
    }
  }

  /** Class and method in front of Caffeine; a stack is read once for each cache. */
  private static String place() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    boolean seen = false;
    for (StackTraceElement frame : frames) {
      boolean isCaffeine = frame.getClassName().startsWith("com.github.benmanes.caffeine.");
      if (seen && !isCaffeine) {
        return frame.getClassName() + "." + frame.getMethodName();
      }
      seen |= isCaffeine;
    }
    return "unknown";
  }

  private static final class Figures implements LocalCacheReader {
    @Override
    public LocalCacheFigures read(Object object) {
      Cache<?, ?> cache = (Cache<?, ?>) object;
      CacheStats stats = cache.stats();
      return new LocalCacheFigures(
          cache.estimatedSize(),
          cache.policy().isRecordingStats(),
          stats.hitCount(),
          stats.missCount(),
          stats.evictionCount());
    }
  }
}
