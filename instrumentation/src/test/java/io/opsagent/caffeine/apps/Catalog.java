package io.opsagent.caffeine.apps;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.List;
import java.util.function.Supplier;

/** Has a cache of each kind. */
public final class Catalog implements Supplier<List<Object>> {
  private final Cache<String, String> products =
      Caffeine.newBuilder().maximumSize(10).recordStats().build();
  private final LoadingCache<String, String> prices = prices();
  private final AsyncLoadingCache<String, String> images = images();

  private static LoadingCache<String, String> prices() {
    return Caffeine.newBuilder().build(key -> key);
  }

  private static AsyncLoadingCache<String, String> images() {
    return Caffeine.newBuilder().recordStats().buildAsync((String key) -> key);
  }

  /** Uses the caches and gives what holds them. */
  @Override
  public List<Object> get() {
    products.put("a", "1");
    products.getIfPresent("a");
    products.getIfPresent("a");
    products.getIfPresent("a");
    products.getIfPresent("b");
    prices.get("a");
    images.get("a").join();
    return List.of(products, prices, images);
  }
}
