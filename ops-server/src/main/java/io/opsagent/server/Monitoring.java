package io.opsagent.server;

import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.server.monitor.CacheMonitor;
import io.opsagent.server.monitor.DatabaseMonitor;
import io.opsagent.server.monitor.LatestSamples;
import io.opsagent.server.monitor.Monitors;
import io.opsagent.server.statistics.WorkerTotals;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.OperationsDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The five monitors of the protocol (operations-api.md 8) over one database: what they measure in
 * each turn of the cycle, and the samples that come of it. Close it behind the cycle.
 */
final class Monitoring implements AutoCloseable {
  private final Membership membership;
  private final Supplier<Configuration> configuration;
  private final LatestSamples latestSamples;
  private final Monitors monitors;
  private final CacheMonitor caches;
  private final DatabaseMonitor databases;

  /**
   * The monitors of this process.
   *
   * @param totals what its requests come to
   * @param configuration what is in force, now; the cycle's length is that of the start
   * @param folder on the disk whose space is told
   */
  Monitoring(
      OperationsDatabase database,
      String service,
      Membership membership,
      WorkerTotals totals,
      RuntimeEnvironment environment,
      Supplier<Configuration> configuration,
      Path folder) {
    this.membership = membership;
    this.configuration = configuration;
    Clock clock = Clock.systemUTC();
    Duration cycle = Duration.ofMillis(configuration.get().get(LogKeys.WORKER_CYCLE));
    latestSamples = new LatestSamples(database.monitors(), database.resources(), service, clock);
    monitors =
        new Monitors(
            latestSamples,
            database.workers(),
            membership::self,
            service,
            configuration,
            totals::get,
            totals::takeDurations,
            cycle,
            folder,
            clock);
    caches =
        new CacheMonitor(
            environment.capture().cacheClients(),
            latestSamples,
            database.resources(),
            service,
            configuration,
            cycle,
            clock);
    databases =
        new DatabaseMonitor(
            SqlCapture.current(),
            database.resources(),
            latestSamples,
            service,
            configuration,
            cycle,
            environment.threads(),
            clock);
  }

  /** What is done in each turn, in this order. */
  List<Cycle.Step> steps() {
    return List.of(
        new Cycle.Step("worker monitor", monitors::measureWorker),
        membership.primaryStep("monitors", monitors::measureShared),
        membership.primaryStep("cache monitor", caches::measure),
        membership.primaryStep("databases", databases::measure),
        new Cycle.Step("monitor samples", latestSamples::flush),
        membership.primaryStep(
            "samples",
            () ->
                monitors.rollUpAndClean(
                    Duration.ofMillis(configuration.get().get(LogKeys.MAX_RETENTION_TIME)))));
  }

  /** The newest sample of each of what is watched. */
  LatestSamples latestSamples() {
    return latestSamples;
  }

  @Override
  public void close() {
    caches.close();
  }
}
