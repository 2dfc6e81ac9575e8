package io.opsagent.server.monitor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.capture.StatementKind;
import io.opsagent.capture.sql.ConnectionPool;
import io.opsagent.capture.sql.Database;
import io.opsagent.capture.sql.PoolFigures;
import io.opsagent.capture.sql.PoolWaits;
import io.opsagent.capture.sql.SqlCapture;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database monitor (operations-api.md 7 and 8.5): names the databases of the application among
 * its resources, and in every cycle measures pools, statements and, over an idle connection, the
 * server. For the cycle's thread of the primary process.
 */
public final class DatabaseMonitor {
  /** What the samples of a pool have under {@code metrics}; times are milliseconds. */
  public static final List<String> POOL_FIGURES =
      List.of(
          "pool_open",
          "pool_active",
          "pool_idle",
          "pool_waiting",
          "pool_max",
          "pool_wait_count",
          "pool_wait_time",
          "pool_wait_avg_time",
          "pool_wait_max_time",
          "pool_wait_p95_time",
          "pool_wait_failures");

  private static final long MIB = 1024 * 1024;
  private static final long MILLI_NANOS = 1_000_000;
  private static final double P95 = 0.95;

  /** Since a process starts, as many names as sources have at once, some times over. */
  private static final int MAX_KNOWN = 500;

  private final SqlCapture capture;
  private final DatabaseSources sources;
  private final ResourceRepository resources;
  private final MonitorRepository samples;
  private final String service;
  private final MonitorSettings settings;
  private final int cycleSeconds;
  private final Clock clock;
  private final Map<String, Known> known = new HashMap<>();

  /**
   * A monitor that has measured nothing yet.
   *
   * @param capture what the application uses
   * @param cycle time between two measurements
   * @param threads makes a daemon thread of a name and its work
   */
  public DatabaseMonitor(
      SqlCapture capture,
      ResourceRepository resources,
      MonitorRepository samples,
      String service,
      Supplier<Configuration> configuration,
      Duration cycle,
      BiFunction<String, Runnable, Thread> threads,
      Clock clock) {
    this.capture = capture;
    this.sources = new DatabaseSources(capture, threads);
    this.resources = resources;
    this.samples = samples;
    this.service = service;
    this.settings = new MonitorSettings(configuration);
    this.cycleSeconds = (int) Math.max(1, cycle.toSeconds());
    this.clock = clock;
  }

  /** What is remembered of a database between two cycles. */
  private static final class Known {
    private String writtenFacts = "";
    private @Nullable ObjectNode facts;
    private long id;
    private boolean isThere;
    private @Nullable Instant measured;
    private @Nullable PoolWaits waits;
    private long transactions = -1;
    private long statements;
    private long statementNanos;
    private long statementErrors;
    private final Map<String, Long> kinds = new LinkedHashMap<>();
  }

  /** One cycle. */
  public void measure() {
    if (!settings.isOn(MonitorKind.DATABASE)) {
      return;
    }
    List<DatabaseSource> found;
    try {
      found = sources.find();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Instant now = clock.instant();
    known.values().forEach(one -> one.isThere = false);
    List<MonitorSample> measured = new ArrayList<>();
    for (DatabaseSource source : found) {
      Known one = known.get(source.ident());
      if (one == null) {
        if (known.size() >= MAX_KNOWN) {
          continue;
        }
        one = new Known();
        known.put(source.ident(), one);
      }
      one.isThere = true;
      one.facts = facts(source);
      write(source.ident(), one, now);
      if (one.id > 0) {
        Gauges gauges = gauges(source, one, now);
        measured.add(
            new MonitorSample(
                0,
                MonitorKind.DATABASE,
                one.id,
                MonitorSample.RAW,
                now,
                cycleSeconds,
                Samples.text(gauges.values())));
      }
    }
    sayGone(now);
    if (!measured.isEmpty()) {
      samples.add(measured);
    }
  }

  /** A pool that was closed is still listed, without a connection. */
  private void sayGone(Instant now) {
    known.forEach(
        (ident, one) -> {
          ObjectNode facts = one.facts;
          if (!one.isThere && facts != null) {
            facts.put("connected", false);
            facts.put("note", "The application has closed it.");
            write(ident, one, now);
          }
        });
  }

  private void write(String ident, Known one, Instant now) {
    String text = String.valueOf(one.facts);
    if (!text.equals(one.writtenFacts)) {
      resources.describeDependency(Resource.Kind.DATABASE, service, ident, text, now);
      one.writtenFacts = text;
    }
    if (one.id == 0) {
      one.id =
          resources.dependencies(Resource.Kind.DATABASE, service).stream()
              .filter(resource -> resource.ident().equals(ident))
              .mapToLong(Resource::id)
              .findFirst()
              .orElse(0);
    }
  }

  private static ObjectNode facts(DatabaseSource source) {
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    ServerFigures server = source.answer().figures();
    PoolFigures pool = source.figures();
    facts.put("ops", false);
    facts.put("type", source.address().type());
    facts.put("name", source.address().name());
    facts.put("hostname", source.address().host());
    putNumber(facts, "port", source.address().port());
    facts.put("url", source.address().text());
    // A pool with a connection, or a server that answered.
    facts.put("connected", server != null || pool == null || pool.open() > 0);
    putNumber(facts, "max_server_connections", server == null ? -1 : server.max());
    // In steps, so that it is not written anew in each cycle.
    putNumber(
        facts,
        "used_space",
        server == null || server.usedBytes() < 0 ? -1 : (server.usedBytes() + MIB - 1) / MIB * MIB);
    putNumber(facts, "transactions", server == null ? -1 : server.transactions());
    ConnectionPool product = source.pool();
    facts.put("pool", product == null ? null : product.product());
    putNumber(facts, "pool_max", pool == null ? -1 : pool.max());
    facts.put("note", source.answer().note());
    return facts;
  }

  private static void putNumber(ObjectNode facts, String name, long value) {
    if (value < 0) {
      facts.putNull(name);
    } else {
      facts.put(name, value);
    }
  }

  private Gauges gauges(DatabaseSource source, Known one, Instant now) {
    Gauges gauges = new Gauges();
    Gauges metrics = new Gauges();
    addServer(gauges, metrics, source.answer().figures(), one);
    addStatements(gauges, metrics, source.database(), one, now);
    PoolFigures pool = source.figures();
    ConnectionPool product = source.pool();
    if (pool != null && product != null) {
      addPool(metrics, pool, product, one);
    }
    Database database = source.database();
    if (product == null && database != null) {
      metrics.count("connections_open", capture.openConnections(database));
    }
    one.measured = now;
    return gauges.group("metrics", metrics);
  }

  private static void addServer(
      Gauges gauges, Gauges metrics, @Nullable ServerFigures server, Known one) {
    if (server == null) {
      for (String name : MonitorFrame.baseKeys(MonitorKind.DATABASE)) {
        gauges.unknown(name);
      }
      gauges.unknown("idle_connections_percent").unknown("server_connections_percent");
      metrics.count("server_figures", 0);
      return;
    }
    gauges.count("used_space", server.usedBytes());
    gauges.count("server_used_space", server.serverUsedBytes());
    gauges.count("active_connections", server.active());
    gauges.count("current_connections", server.current());
    gauges.count("server_connections", server.server());
    gauges.count(
        "new_transactions",
        one.transactions < 0 || server.transactions() < 0
            ? 0
            : Math.max(0, server.transactions() - one.transactions));
    gauges.decimal(
        "idle_connections_percent",
        ServerFigures.percent(server.current() - server.active(), server.current()));
    gauges.decimal(
        "server_connections_percent", ServerFigures.percent(server.server(), server.max()));
    metrics.count("server_figures", 1);
    metrics.count("max_server_connections", server.max());
    metrics.count("used_space", server.usedBytes());
    metrics.count("transactions", server.transactions());
    one.transactions = server.transactions();
  }

  /** Of this process, within requests and outside. */
  private void addStatements(
      Gauges gauges, Gauges metrics, @Nullable Database database, Known one, Instant now) {
    Map<String, Long> kinds = new LinkedHashMap<>();
    long all = 0;
    long nanos = 0;
    long errors = 0;
    if (database != null) {
      for (StatementKind kind : StatementKind.values()) {
        long count = database.count(kind);
        String word = kind.name().toLowerCase(Locale.ROOT);
        kinds.put(word, count - one.kinds.getOrDefault(word, 0L));
        one.kinds.put(word, count);
        all += count;
      }
      nanos = database.nanos();
      errors = database.errors();
      metrics.count("rows", database.rows());
    }
    long recent = Math.max(0, all - one.statements);
    double seconds =
        one.measured == null
            ? cycleSeconds
            : Math.max(0.001, Duration.between(one.measured, now).toMillis() / 1_000.0);
    gauges.count("queries_num", recent);
    gauges.decimal("qps", recent / seconds);
    gauges.decimal(
        "query_avg_time",
        recent == 0 ? 0 : (nanos - one.statementNanos) / (double) MILLI_NANOS / recent);
    gauges.counts("operations", kinds);
    metrics.count("query_errors", Math.max(0, errors - one.statementErrors));
    one.statements = all;
    one.statementNanos = nanos;
    one.statementErrors = errors;
  }

  private static void addPool(Gauges metrics, PoolFigures pool, ConnectionPool product, Known one) {
    PoolWaits before = one.waits;
    PoolWaits waits = product.waits();
    long count = waits.count() - (before == null ? 0 : before.count());
    long nanos = waits.nanos() - (before == null ? 0 : before.nanos());
    long p95 = waits.percentileNanos(before, P95);
    metrics.count("pool_open", pool.open()).count("pool_active", pool.active());
    metrics.count("pool_idle", pool.idle()).count("pool_waiting", pool.waiting());
    metrics.count("pool_max", pool.max());
    metrics.count("pool_wait_count", count);
    metrics.decimal("pool_wait_time", nanos / (double) MILLI_NANOS);
    metrics.decimal("pool_wait_avg_time", count == 0 ? 0 : nanos / (double) MILLI_NANOS / count);
    metrics.decimal("pool_wait_max_time", waits.maxNanos() / (double) MILLI_NANOS);
    metrics.decimal("pool_wait_p95_time", p95 < 0 ? 0 : p95 / (double) MILLI_NANOS);
    metrics.count(
        "pool_wait_failures", waits.failures() - (before == null ? 0 : before.failures()));
    one.waits = waits;
  }
}
