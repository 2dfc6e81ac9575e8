package io.opsagent.caffeine;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/** The join points of Caffeine: the methods that build a cache. */
public final class CaffeinePlugin {
  private static final String PACKAGE = "io.opsagent.caffeine";
  private static final String CACHE = "Lcom/github/benmanes/caffeine/cache/";
  private static final String LOADER = CACHE + "CacheLoader;";

  private CaffeinePlugin() {}

  /** The plug-in {@code caffeine}. */
  public static Plugin plugin() {
    return Plugin.ofLibrary(
        "caffeine",
        PACKAGE,
        point("build", "()" + CACHE + "Cache;", "BuiltAdvice"),
        point("build", "(" + LOADER + ")" + CACHE + "LoadingCache;", "BuiltAdvice"),
        point("buildAsync", "()" + CACHE + "AsyncCache;", "AsyncBuiltAdvice"),
        point(
            "buildAsync",
            "(" + LOADER + ")" + CACHE + "AsyncLoadingCache;",
            "AsyncLoadingBuiltAdvice"),
        point(
            "buildAsync",
            "(" + CACHE + "AsyncCacheLoader;)" + CACHE + "AsyncLoadingCache;",
            "AsyncLoadingBuiltAdvice"));
  }

  private static JoinPoint point(String method, String descriptor, String advice) {
    return new JoinPoint(
        "com.github.benmanes.caffeine.cache.Caffeine", method, descriptor, PACKAGE + "." + advice);
  }
}
