package io.opsagent.capture;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A cache in the application's memory, held weakly, as is the binding that reads it. Any thread.
 */
public final class LocalCache {
  private final String type;
  private final String name;
  private final WeakReference<Object> cache;
  private final WeakReference<LocalCacheReader> reader;

  LocalCache(String type, String name, Object cache, LocalCacheReader reader) {
    this.type = type;
    this.name = name;
    this.cache = new WeakReference<>(cache);
    this.reader = new WeakReference<>(reader);
  }

  /** The library, such as {@code caffeine}. */
  public String type() {
    return type;
  }

  /** Unique among the caches that live; the place in the application that made it. */
  public String name() {
    return name;
  }

  boolean isGone() {
    return cache.get() == null || reader.get() == null;
  }

  boolean isOf(Object other) {
    return cache.get() == other;
  }

  /** The figures now, or null once the cache is gone. */
  public @Nullable LocalCacheFigures read() {
    Object known = cache.get();
    LocalCacheReader reads = reader.get();
    return known == null || reads == null ? null : reads.read(known);
  }
}
