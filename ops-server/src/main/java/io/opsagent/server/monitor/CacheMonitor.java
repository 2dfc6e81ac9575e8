package io.opsagent.server.monitor;

import io.opsagent.capture.CacheClients;
import io.opsagent.capture.LocalCache;
import io.opsagent.capture.LocalCacheFigures;
import io.opsagent.capture.RedisServer;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.ResourceRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The monitor of caches (operations-api.md 8.6): what the application's Redis servers say of
 * themselves, and what its caches in memory record. For the cycle's thread of the primary process,
 * which measures the caches that it uses itself.
 */
public final class CacheMonitor implements AutoCloseable {
  /** A server that the application has not asked for so long is forgotten. */
  private static final long MAX_IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  /** For all servers of a cycle; the others are first the next time. */
  private static final long MAX_ROUND_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final CacheClients clients;
  private final MonitorRepository samples;
  private final ResourceRepository resources;
  private final String service;
  private final MonitorSettings settings;
  private final int cycleSeconds;
  private final Clock clock;
  private final Map<RedisServer, WatchedRedis> watched = new LinkedHashMap<>();
  private final Map<String, String> writtenFacts = new HashMap<>();
  private final Map<String, Long> ids = new HashMap<>();
  private final Map<String, Long> lookups = new HashMap<>();

  /** Names of the caches in memory that were there the time before. */
  private final Set<String> living = new HashSet<>();

  /**
   * A monitor that has measured nothing yet.
   *
   * @param service whose caches they are
   * @param cycle time between two measurements
   */
  public CacheMonitor(
      CacheClients clients,
      MonitorRepository samples,
      ResourceRepository resources,
      String service,
      Supplier<Configuration> configuration,
      Duration cycle,
      Clock clock) {
    this.clients = clients;
    this.samples = samples;
    this.resources = resources;
    this.service = service;
    this.settings = new MonitorSettings(configuration);
    this.cycleSeconds = (int) Math.max(1, cycle.toSeconds());
    this.clock = clock;
  }

  /** Measures all caches, once. */
  public void measure() {
    if (!settings.isOn(MonitorKind.CACHE)) {
      close();
      return;
    }
    Instant now = clock.instant();
    List<MonitorSample> measured = new ArrayList<>();
    measureRedis(now, measured);
    measureLocal(now, measured);
    if (!measured.isEmpty()) {
      samples.add(measured);
    }
  }

  private void measureRedis(Instant now, List<MonitorSample> measured) {
    List<RedisServer> known = clients.redisServers();
    watched.keySet().removeIf(server -> !known.contains(server));
    known.forEach(server -> watched.computeIfAbsent(server, WatchedRedis::new));
    long deadlineNanos = System.nanoTime() + MAX_ROUND_NANOS;
    for (WatchedRedis redis : List.copyOf(watched.values())) {
      if (redis.idleNanos() > MAX_IDLE_NANOS) {
        forget(redis, now);
      } else if (System.nanoTime() - deadlineNanos < 0 && !redis.isLeftAlone()) {
        // The others come before it the next time.
        watched.remove(redis.server());
        watched.put(redis.server(), redis);
        measure(redis, now, measured);
      }
    }
  }

  private void forget(WatchedRedis redis, Instant now) {
    redis.close();
    describe(redis.ident(), gone("redis", redis.server().host(), redis.server().port()), now);
    clients.forget(redis.server());
    watched.remove(redis.server());
  }

  private void measure(WatchedRedis redis, Instant now, List<MonitorSample> measured) {
    RedisInfo info = redis.ask();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("connected", info != null);
    facts.put("pid", info == null ? null : positive(info.number("process_id")));
    facts.put("hostname", redis.server().host());
    facts.put("type", "redis");
    facts.put("port", redis.server().port());
    facts.put("version", info == null ? null : info.text("redis_version"));
    facts.put("max_memory", info == null ? null : positive(info.number("maxmemory")));
    facts.put("max_connections", info == null ? null : positive(info.number("maxclients")));
    facts.put("problem", redis.problem());
    describe(redis.ident(), facts, now);
    if (info != null) {
      add(redis.ident(), redis.gauges(info), now, measured);
    }
  }

  private static Map<String, @Nullable Object> gone(
      String type, @Nullable String host, @Nullable Integer port) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("connected", false);
    facts.put("pid", null);
    facts.put("hostname", host);
    facts.put("type", type);
    facts.put("port", port);
    facts.put("problem", "unused");
    return facts;
  }

  private static @Nullable Long positive(long number) {
    return number > 0 ? (Long) number : null;
  }

  private void measureLocal(Instant now, List<MonitorSample> measured) {
    Set<String> before = Set.copyOf(living);
    living.clear();
    for (LocalCache cache : clients.localCaches()) {
      LocalCacheFigures figures;
      try {
        figures = cache.read();
      } catch (RuntimeException | LinkageError e) {
        // The library is the application's; this cache has no figures then.
        continue;
      }
      if (figures != null) {
        String ident = cache.type() + ":" + cache.name();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("connected", true);
        facts.put("pid", ProcessHandle.current().pid());
        facts.put("hostname", null);
        facts.put("type", "memory");
        facts.put("port", null);
        facts.put("library", cache.type());
        facts.put("recording", figures.isRecording());
        describe(ident, facts, now);
        add(ident, gauges(ident, figures), now, measured);
        living.add(ident);
      }
    }
    for (String ident : before) {
      if (!living.contains(ident)) {
        lookups.remove(ident);
        describe(ident, gone("memory", null, null), now);
      }
    }
  }

  private Gauges gauges(String ident, LocalCacheFigures figures) {
    Gauges gauges = new Gauges();
    MonitorFrame.baseKeys(MonitorKind.CACHE).forEach(gauges::unknown);
    // Of these three the protocol wants a number always (operations-api.md 5).
    gauges.count("used_memory", 0).count("current_connections", 0).count("total_connections", 0);
    Gauges metrics = new Gauges().count("keys", figures.entries());
    if (figures.isRecording()) {
      long all = figures.hits() + figures.misses();
      Long before = lookups.put(ident, all);
      if (before != null && before <= all) {
        gauges.decimal("qps", (double) (all - before) / cycleSeconds);
      }
      metrics.count("hits", figures.hits()).count("misses", figures.misses());
      metrics.count("evicted_keys", figures.evictions());
      metrics.percent("hit_percent", figures.hits(), all);
    }
    return gauges.group("metrics", metrics);
  }

  /** Written when they change, not in each cycle. */
  private void describe(String ident, Map<String, @Nullable Object> facts, Instant now) {
    String json = Samples.text(facts);
    if (Objects.equals(writtenFacts.get(ident), json)) {
      return;
    }
    resources.describeDependency(Resource.Kind.CACHE, service, ident, json, now);
    if (writtenFacts.size() >= ResourceRepository.MAX_DEPENDENCIES) {
      writtenFacts.clear();
      ids.clear();
      lookups.clear();
    }
    writtenFacts.put(ident, json);
    if (!ids.containsKey(ident)) {
      resources
          .dependencies(Resource.Kind.CACHE, service)
          .forEach(one -> ids.put(one.ident(), one.id()));
    }
  }

  private void add(String ident, Gauges gauges, Instant now, List<MonitorSample> measured) {
    Long id = ids.get(ident);
    if (id != null) {
      measured.add(
          new MonitorSample(
              0,
              MonitorKind.CACHE,
              id,
              MonitorSample.RAW,
              now,
              cycleSeconds,
              Samples.text(gauges.values())));
    }
  }

  /** Closes the connections to servers; a later measurement opens them again. */
  @Override
  public void close() {
    watched.values().forEach(WatchedRedis::close);
    watched.clear();
  }
}
