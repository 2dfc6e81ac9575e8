package io.opsagent.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The caches that the application uses, found as it uses them: Redis servers by host and port, and
 * caches in memory. Bounded; what finds no place is counted. Any thread; finding a known server
 * takes no lock.
 */
public final class CacheClients {
  static final int MAX_SERVERS = 64;
  static final int MAX_LOCAL = 200;
  private static final int MAX_NAME_CHARS = 150;

  private final LongAdder leftOut = new LongAdder();
  private final List<LocalCache> local = new ArrayList<>();

  /** Replaced whole, under the lock of this object. */
  private volatile RedisServer[] servers = {};

  CacheClients() {}

  /**
   * The Redis server of that address, made when it is new.
   *
   * @return null beyond the bound
   */
  public @Nullable RedisServer redis(String host, int port) {
    for (RedisServer server : servers) {
      if (server.is(host, port)) {
        return server;
      }
    }
    return added(host, port);
  }

  private synchronized @Nullable RedisServer added(String host, int port) {
    RedisServer[] known = servers;
    for (RedisServer server : known) {
      if (server.is(host, port)) {
        return server;
      }
    }
    if (known.length >= MAX_SERVERS) {
      leftOut.increment();
      return null;
    }
    RedisServer server = new RedisServer(host, port);
    RedisServer[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = server;
    servers = more;
    return server;
  }

  /** Forgets a server that nobody asks any more; the next command makes it known again. */
  public synchronized void forget(RedisServer server) {
    List<RedisServer> left = new ArrayList<>(Arrays.asList(servers));
    left.remove(server);
    servers = left.toArray(new RedisServer[0]);
  }

  /** The Redis servers that are known now. */
  public List<RedisServer> redisServers() {
    return Collections.unmodifiableList(Arrays.asList(servers));
  }

  /**
   * Takes a cache in memory. Neither it nor its reader is kept alive by that.
   *
   * @param type the library
   * @param place where it was made; further ones of the same place get a number
   * @param reader kept alive by the binding
   */
  public synchronized void local(String type, String place, Object cache, LocalCacheReader reader) {
    removeGone();
    Set<String> names = new HashSet<>();
    for (LocalCache known : local) {
      if (known.isOf(cache)) {
        return;
      }
      names.add(known.name());
    }
    if (local.size() >= MAX_LOCAL) {
      leftOut.increment();
      return;
    }
    String name = place.length() <= MAX_NAME_CHARS ? place : place.substring(0, MAX_NAME_CHARS);
    String unique = name;
    for (int number = 2; names.contains(unique); number++) {
      unique = name + "#" + number;
    }
    local.add(new LocalCache(type, unique, cache, reader));
  }

  private void removeGone() {
    Iterator<LocalCache> all = local.iterator();
    while (all.hasNext()) {
      if (all.next().isGone()) {
        all.remove();
      }
    }
  }

  /** The caches in memory that live. */
  public synchronized List<LocalCache> localCaches() {
    removeGone();
    return Collections.unmodifiableList(new ArrayList<>(local));
  }

  /** Adds a call of a cache to the exchange that this thread serves, if any. */
  public static void called(long waitedNanos) {
    Exchange exchange = CurrentExchange.get();
    if (exchange != null) {
      exchange.cacheCalls++;
      exchange.cacheNanos += waitedNanos;
    }
  }

  /**
   * Begins a call of a cache; what it returns goes to {@link #leave} on the same thread.
   *
   * @return null without a request, or inside another such call
   */
  public static @Nullable Exchange enter() {
    Exchange exchange = CurrentExchange.get();
    if (exchange == null || exchange.isCallingCache) {
      return null;
    }
    exchange.isCallingCache = true;
    exchange.cacheEnteredNanos = System.nanoTime();
    return exchange;
  }

  /** Ends a call of a cache. */
  public static void leave(Exchange exchange) {
    exchange.isCallingCache = false;
    exchange.cacheCalls++;
    exchange.cacheNanos += System.nanoTime() - exchange.cacheEnteredNanos;
  }

  /** How often a server or a cache found no place. */
  public long leftOut() {
    return leftOut.sum();
  }
}
