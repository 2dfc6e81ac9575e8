package io.opsagent.server.monitor;

import io.opsagent.capture.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One Redis server over time: our one connection to it, how long it is left alone after a failure,
 * and what was counted the time before. For one thread.
 */
final class WatchedRedis implements AutoCloseable {
  /** Cycles that a server is left alone at most: ten minutes of the usual half minutes. */
  private static final int MAX_SKIPPED = 20;

  private final RedisServer server;
  private @Nullable RedisConnection connection;
  private int failures;
  private int skip;
  private @Nullable String problem;
  private double processorSeconds = Double.NaN;
  private long measuredNanos;
  private long hits = -1;
  private long misses;
  private long commands = -1;
  private long nanos;
  private long timed;
  private long usedNanos = System.nanoTime();
  private long usedCommands = -1;

  WatchedRedis(RedisServer server) {
    this.server = server;
  }

  RedisServer server() {
    return server;
  }

  /** What tells it from others. */
  String ident() {
    return server.host().toLowerCase(Locale.ROOT) + ":" + server.port();
  }

  /** Why there are no figures: a word of the server's or a kind of failure; null when there are. */
  @Nullable String problem() {
    return problem;
  }

  /** How long the application has sent nothing to it. */
  long idleNanos() {
    long now = System.nanoTime();
    long count = server.commands();
    if (count != usedCommands) {
      usedCommands = count;
      usedNanos = now;
    }
    return now - usedNanos;
  }

  /** Whether this cycle leaves it alone, because it failed before. */
  boolean isLeftAlone() {
    if (skip > 0) {
      skip--;
      return true;
    }
    return false;
  }

  /** Asks for its figures; null when it does not say. */
  @Nullable RedisInfo ask() {
    boolean kept = connection != null;
    try {
      return succeeded(info());
    } catch (RedisRefusedException e) {
      if (e.isAboutLogin()) {
        server.forgetLogin();
      }
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      close();
      if (!kept) {
        return failed(e.getClass().getSimpleName());
      }
    }
    // The server may have closed a connection that said nothing for a cycle.
    try {
      return succeeded(info());
    } catch (RedisRefusedException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return failed(e.getClass().getSimpleName());
    }
  }

  private RedisInfo info() throws IOException {
    RedisConnection known = connection;
    if (known == null) {
      known = RedisConnection.open(server.host(), server.port(), server.login());
      connection = known;
    }
    return RedisInfo.parse(known.info());
  }

  private RedisInfo succeeded(RedisInfo info) {
    failures = 0;
    problem = null;
    return info;
  }

  private @Nullable RedisInfo failed(String reason) {
    close();
    problem = reason;
    failures++;
    skip = Math.min(MAX_SKIPPED, (1 << Math.min(failures, 10)) - 1);
    return null;
  }

  /** The values of a sample (operations-api.md 8.6). */
  Gauges gauges(RedisInfo info) {
    Gauges gauges = new Gauges();
    addProcessor(gauges, info);
    gauges.percent(
        "memory_percent", info.number("used_memory_rss"), info.number("total_system_memory"));
    gauges.count("used_memory", info.number("used_memory"));
    gauges.count("file_descriptors", descriptors(info)).unknown("open_files");
    gauges.count("current_connections", info.number("connected_clients"));
    gauges.count("total_connections", info.number("total_connections_received"));
    gauges.decimal("qps", numberOrNone(info, "instantaneous_ops_per_sec"));
    gauges.group("metrics", metrics(info));
    return gauges;
  }

  /** Only of a server on this host whose process can be seen; -1 else. */
  private long descriptors(RedisInfo info) {
    long pid = info.number("process_id");
    String host = server.host();
    boolean isLocal =
        host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    if (pid <= 0 || !isLocal) {
      return -1;
    }
    Path process = Path.of("/proc", String.valueOf(pid));
    StringBuilder name = new StringBuilder();
    // In a container the number may be that of another process.
    ProcFile.lines(process.resolve("comm"), 1, name::append);
    return name.toString().matches(".*(redis|valkey|keydb).*")
        ? ProcFile.entries(process.resolve("fd"))
        : -1;
  }

  private static double numberOrNone(RedisInfo info, String name) {
    long number = info.number(name);
    return number < 0 ? Double.NaN : number;
  }

  /** The share since the time before, as of this process; not known the first time. */
  private void addProcessor(Gauges gauges, RedisInfo info) {
    double now = info.processorSeconds();
    long nowNanos = System.nanoTime();
    gauges.percent("cpu_percent", now - processorSeconds, (nowNanos - measuredNanos) / 1e9);
    processorSeconds = now;
    measuredNanos = nowNanos;
  }

  private Gauges metrics(RedisInfo info) {
    Gauges metrics = new Gauges();
    metrics.count("keys", info.keys());
    metrics.count("evicted_keys", info.number("evicted_keys"));
    metrics.count("expired_keys", info.number("expired_keys"));
    metrics.count("max_memory", info.number("maxmemory"));
    addHitRate(metrics, info);
    addClient(metrics);
    return metrics;
  }

  private void addHitRate(Gauges metrics, RedisInfo info) {
    long allHits = info.number("keyspace_hits");
    long allMisses = info.number("keyspace_misses");
    metrics.count("hits", allHits).count("misses", allMisses);
    long since = hits < 0 || allHits < hits ? 0 : hits;
    long sinceMisses = hits < 0 || allHits < hits ? 0 : misses;
    metrics.percent("hit_percent", allHits - since, (allHits - since) + (allMisses - sinceMisses));
    hits = allHits;
    misses = allMisses;
  }

  /** What this process itself has sent, since the time before. */
  private void addClient(Gauges metrics) {
    long sent = server.commands();
    metrics.count("client_commands", commands < 0 ? sent : sent - commands);
    metrics.count("client_errors_total", server.errors());
    long allNanos = server.nanos();
    long allTimed = server.timed();
    metrics.decimal("client_avg_time", (allNanos - nanos) / 1e6 / (allTimed - timed));
    commands = sent;
    nanos = allNanos;
    timed = allTimed;
  }

  @Override
  public void close() {
    RedisConnection known = connection;
    connection = null;
    if (known != null) {
      known.close();
    }
  }
}
