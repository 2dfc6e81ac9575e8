package io.opsagent.server.monitor;

import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.server.statistics.WorkerTotals;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerRepository;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The monitors of the cycle (operations-api.md 7 and 8): every process measures itself, the primary
 * one also the host and the instance. For the cycle's thread.
 */
public final class Monitors {
  private static final int MAX_DELETED = 1_000;

  /** Between hours there is little to do, and nobody waits for it. */
  private static final int CYCLES_OF_CLEANING = 10;

  /** Processes come and go seldom; one that has come is in the sum two minutes later at most. */
  private static final int ROUNDS_OF_WORKERS = 4;

  private final LatestSamples samples;
  private final WorkerRepository workers;
  private final Supplier<@Nullable Worker> self;
  private final String service;
  private final MonitorSettings settings;
  private final Supplier<WorkerTotals.Totals> totals;
  private final Supplier<DurationHistogram> durations;
  private final Clock clock;
  private final Sockets sockets;
  private final HostMeter host;
  private final ProcessMeter process;
  private final JvmMeter jvm = new JvmMeter();
  private final QueryMeter queries = new QueryMeter(SqlCapture.current());
  private final int cycleSeconds;
  private WorkerTotals.Totals lastTotals = new WorkerTotals.Totals(0, 0, 0, 0, 0);
  private @Nullable Instant lastWorkerTime;
  private long hostMemoryBytes;
  private boolean hasReadSockets;
  private boolean isFirstRound = true;
  private List<Worker> siblings = List.of();
  private int roundsOfWorkers;
  private @Nullable Instant rolledUp;
  private int cleanings;

  /**
   * Monitors that have measured nothing yet.
   *
   * @param self this process as the database knows it, null before
   * @param totals what this process served
   * @param durations of what it served since it was asked before
   * @param cycle time between two measurements
   * @param dataDirectory whose file system is measured
   */
  public Monitors(
      LatestSamples samples,
      WorkerRepository workers,
      Supplier<@Nullable Worker> self,
      String service,
      Supplier<Configuration> configuration,
      Supplier<WorkerTotals.Totals> totals,
      Supplier<DurationHistogram> durations,
      Duration cycle,
      Path dataDirectory,
      Clock clock) {
    this.samples = samples;
    this.workers = workers;
    this.self = self;
    this.service = service;
    this.settings = new MonitorSettings(configuration);
    this.totals = totals;
    this.durations = durations;
    this.clock = clock;
    this.cycleSeconds = (int) Math.max(1, cycle.toSeconds());
    Path proc = Path.of("/proc");
    this.sockets = new Sockets(proc);
    this.host = new HostMeter(proc, sockets, dataDirectory, new Cgroup(Path.of("/sys/fs/cgroup")));
    this.process = new ProcessMeter(proc, sockets);
  }

  /** Measures this process. */
  public void measureWorker() {
    Worker worker = self.get();
    if (worker == null || !settings.isOn(MonitorKind.WORKER)) {
      return;
    }
    Instant now = clock.instant();
    WorkerTotals.Totals all = totals.get();
    WorkerTotals.Totals recent = all.since(lastTotals);
    double seconds =
        lastWorkerTime == null
            ? cycleSeconds
            : Math.max(0.001, Duration.between(lastWorkerTime, now).toMillis() / 1_000.0);
    lastTotals = all;
    lastWorkerTime = now;
    if (hostMemoryBytes == 0) {
      hostMemoryBytes = host.memoryTotal();
    }
    sockets.read();
    hasReadSockets = true;
    Gauges gauges = process.read(hostMemoryBytes);
    gauges.count("requests", recent.requests()).count("errors", recent.errors());
    gauges.count("in_traffic", recent.inBytes()).count("out_traffic", recent.outBytes());
    gauges.decimal("rps", recent.requests() / seconds).decimal("avg_time", recent.meanMillis());
    for (String name :
        List.of(
            "outbound_requests",
            "outbound_rps",
            "outbound_timeouts",
            "outbound_errors",
            "outbound_avg_time")) {
      gauges.count(name, 0);
    }
    queries.read(gauges, seconds);
    gauges.count("threads", jvm.threads());
    Gauges metrics = jvm.read();
    metrics.count("total_requests", all.requests()).count("total_errors", all.errors());
    metrics.count("total_in_traffic", all.inBytes()).count("total_out_traffic", all.outBytes());
    metrics.decimal("total_avg_time", all.meanMillis());
    addPercentiles(metrics, durations.get());
    gauges.group("metrics", metrics);
    add(MonitorKind.WORKER, worker.id(), now, gauges);
  }

  /** Of the cycle, milliseconds; unknown without a request. */
  private static void addPercentiles(Gauges metrics, DurationHistogram recent) {
    for (int percent : new int[] {50, 95, 99}) {
      String name = "p" + percent;
      if (recent.count() == 0) {
        metrics.unknown(name);
      } else {
        metrics.decimal(name, recent.micros(percent / 100.0) / 1_000.0);
      }
    }
  }

  /** Measures host and instance. For the primary process. */
  public void measureShared() {
    Worker worker = self.get();
    if (worker == null || isFirstRound) {
      // OSHI starts java.util.logging: not before the application has said which manager it wants.
      isFirstRound = worker == null;
      return;
    }
    Instant now = clock.instant();
    // The step before it has read them, unless it is switched off.
    hasReadSockets &= settings.isOn(MonitorKind.WORKER);
    if (settings.isOn(MonitorKind.SERVER)) {
      if (!hasReadSockets) {
        sockets.read();
      }
      add(MonitorKind.SERVER, worker.serverId(), now, host.read());
    }
    if (settings.isOn(MonitorKind.INSTANCE)) {
      if (roundsOfWorkers++ % ROUNDS_OF_WORKERS == 0) {
        siblings =
            workers.list(service).stream()
                .filter(one -> one.instanceId() == worker.instanceId() && one.ended() == null)
                .toList();
      }
      List<MonitorSample> newest =
          siblings.stream().map(one -> newest(one.id(), now)).filter(Objects::nonNull).toList();
      if (!newest.isEmpty()) {
        Gauges sum =
            InstanceSum.of(
                newest.stream().map(Samples::values).toList(),
                Runtime.getRuntime().availableProcessors(),
                host.memoryTotal());
        add(MonitorKind.INSTANCE, worker.instanceId(), now, sum);
      }
    }
  }

  /** A worker that has not measured itself for three cycles is not counted. */
  private @Nullable MonitorSample newest(long workerId, Instant now) {
    MonitorSample own = samples.waiting(MonitorKind.WORKER, workerId);
    if (own != null) {
      return own;
    }
    List<MonitorSample> found =
        samples.newest(
            new MonitorRepository.Query(
                MonitorKind.WORKER,
                workerId,
                MonitorSample.RAW,
                null,
                now.minusSeconds(cycleSeconds * 3L),
                null),
            1);
    return found.isEmpty() ? null : found.get(0);
  }

  private void add(MonitorKind kind, long subject, Instant now, Gauges gauges) {
    samples.add(
        List.of(
            new MonitorSample(
                0,
                kind,
                subject,
                MonitorSample.RAW,
                now,
                cycleSeconds,
                Samples.text(gauges.values()))));
  }

  /** Puts hours together and deletes what is too old. For the primary process. */
  public void rollUpAndClean(Duration maxAge) {
    Instant now = clock.instant();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    boolean isWorth = !hour.equals(rolledUp) || cleanings++ % CYCLES_OF_CLEANING == 0;
    if (!isWorth) {
      return;
    }
    MonitorRollUp rollUp = new MonitorRollUp(samples);
    for (MonitorKind kind : MonitorKind.values()) {
      rollUp.run(kind, hour);
      samples.deleteOlderThan(
          kind, MonitorSample.RAW, now.minus(settings.retention(kind)), MAX_DELETED);
      samples.deleteOlderThan(kind, MonitorSample.HOURLY, now.minus(maxAge), MAX_DELETED);
    }
    rolledUp = hour;
  }
}
