package com.example.libraries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** What is in stock: in Redis, and for a while in memory. */
final class Stock {
  private final JedisPool redis;
  private final Cache<String, String> recent =
      Caffeine.newBuilder().maximumSize(100).recordStats().build();

  /**
   * Opens the pool.
   *
   * @param address such as {@code redis://:password@127.0.0.1:6379}
   */
  Stock(String address) {
    redis = new JedisPool(address);
  }

  String of(String article) {
    String known = recent.getIfPresent(article);
    if (known != null) {
      return known;
    }
    try (Jedis jedis = redis.getResource()) {
      jedis.set(article, "7");
      String found = jedis.get(article);
      recent.put(article, found);
      return found;
    }
  }
}
