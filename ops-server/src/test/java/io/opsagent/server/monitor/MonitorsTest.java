package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.server.statistics.WorkerTotals;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import oshi.SystemInfo;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;

/** The monitors on this host and this process, held against what else knows the same. */
class MonitorsTest {
  @TempDir private File folder;
  private DataDirectory directory;
  private OperationsDatabase database;
  private LatestSamples samples;
  private Worker worker;
  private Configuration configuration = Configuration.builder().build();
  private DurationHistogram durations = new DurationHistogram();
  private WorkerTotals.Totals totals = new WorkerTotals.Totals(0, 0, 0, 0, 0);
  private Clock clock = Clock.systemUTC();

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
    samples =
        new LatestSamples(database.monitors(), database.resources(), "shop", Clock.systemUTC());
    Instant now = Instant.now();
    worker =
        database
            .workers()
            .register(
                new WorkerIdentity("w", "shop", "shop@a", "02:42", "a", null, 1, now),
                now,
                Duration.ofMinutes(1),
                pid -> true);
  }

  @AfterEach
  void close() {
    database.close();
    directory.close();
  }

  private Monitors monitors() {
    return new Monitors(
        samples,
        database.workers(),
        () -> worker,
        "shop",
        () -> configuration,
        () -> totals,
        () -> durations,
        Duration.ofSeconds(30),
        folder.toPath(),
        new Clock() {
          @Override
          public Instant instant() {
            return clock.instant();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        });
  }

  private List<MonitorSample> samples(MonitorKind kind, long subject, @Nullable Integer layer) {
    samples.flush();
    return database
        .monitors()
        .newest(new MonitorRepository.Query(kind, subject, layer, null, null, null), 100);
  }

  private ObjectNode newest(MonitorKind kind, long subject) {
    List<MonitorSample> found = samples(kind, subject, null);
    return Samples.values(found.get(found.size() - 1));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_host_is_measured_as_the_kernel_says() throws Exception {
    Monitors monitors = monitors();
    monitors.measureShared();
    monitors.measureShared();
    ObjectNode first = newest(MonitorKind.SERVER, worker.serverId());
    assertThat(first.get("cpu_percent").isNull()).isTrue();
    // The kernel counts in hundredths of a second.
    ObjectNode host =
        await()
            .until(
                () -> {
                  monitors.measureShared();
                  return newest(MonitorKind.SERVER, worker.serverId());
                },
                values -> values.get("cpu_percent").isNumber());

    long total = kibibytes(Path.of("/proc/meminfo"), "MemTotal:") * 1_024;
    long available = kibibytes(Path.of("/proc/meminfo"), "MemAvailable:") * 1_024;
    assertThat(host.at("/metrics/memory_total").asLong()).isEqualTo(total);
    assertThat(host.get("used_memory").asLong()).isCloseTo(total - available, withPercentage(25));
    assertThat(host.get("memory_percent").asDouble())
        .isCloseTo(host.get("used_memory").asLong() * 100.0 / total, within(0.01));
    assertThat(host.get("cpu_percent").asDouble()).isBetween(0.0, 100.0);
    assertThat(host.at("/metrics/cpu_count").asInt())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    String[] load = Files.readString(Path.of("/proc/loadavg")).split(" ");
    assertThat(host.get("load_avg_15").asDouble())
        .isCloseTo(Double.parseDouble(load[2]), within(1.0));
    // Not readString: such files end behind the first read, however short it is.
    long files = ProcFile.number(Files.readAllLines(Path.of("/proc/sys/fs/file-nr")).get(0));
    assertThat(host.get("file_descriptors").asLong()).isCloseTo(files, withPercentage(50));
    assertThat(host.get("used_space").asLong())
        .isCloseTo(
            Files.getFileStore(folder.toPath()).getTotalSpace()
                - Files.getFileStore(folder.toPath()).getUnallocatedSpace(),
            withPercentage(10));
    assertThat(host.get("total_net_connections").asLong()).isPositive();
    // The second source is OSHI, which asks each device.
    assertThat(host.at("/metrics/disk_read_bytes").asLong())
        .isCloseTo(
            new SystemInfo()
                .getHardware().getDiskStores().stream().mapToLong(HWDiskStore::getReadBytes).sum(),
            withPercentage(5));
    assertThat(host.at("/metrics/network_in_bytes").asLong())
        .isCloseTo(
            new SystemInfo()
                .getHardware().getNetworkIFs().stream().mapToLong(NetworkIF::getBytesRecv).sum(),
            withPercentage(5));
  }

  private static long kibibytes(Path file, String name) throws Exception {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> ProcFile.number(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_process_is_measured_as_the_kernel_and_the_jvm_say() throws Exception {
    Monitors monitors = monitors();
    totals = new WorkerTotals.Totals(10, 1, 20_000, 100, 200);
    monitors.measureWorker();
    totals = new WorkerTotals.Totals(40, 4, 320_000, 500, 900);
    for (int millis = 1; millis <= 100; millis++) {
      durations.add(millis * 1_000);
    }
    monitors.measureWorker();
    ObjectNode process = newest(MonitorKind.WORKER, worker.id());

    Path status = Path.of("/proc/self/status");
    assertThat(process.at("/memory_info/rss").asLong())
        .isCloseTo(kibibytes(status, "VmRSS:") * 1_024, withPercentage(25));
    assertThat(process.get("used_memory").asLong())
        .isLessThanOrEqualTo(process.at("/memory_info/rss").asLong() * 11 / 10);
    String[] open = new File("/proc/self/fd").list();
    assertThat(process.get("file_descriptors").asInt()).isCloseTo(open.length, within(20));
    assertThat(process.get("threads").asInt())
        .isCloseTo(ManagementFactory.getThreadMXBean().getThreadCount(), within(10));
    assertThat(process.get("cpu_percent").asDouble()).isNotNegative();
    assertThat(process.get("requests").asLong()).isEqualTo(30);
    assertThat(process.get("errors").asLong()).isEqualTo(3);
    assertThat(process.get("avg_time").asDouble()).isEqualTo(10.0);
    assertThat(process.get("in_traffic").asLong()).isEqualTo(400);
    assertThat(process.at("/metrics/total_requests").asLong()).isEqualTo(40);
    assertThat(process.at("/metrics/p50").asDouble()).isCloseTo(50, withPercentage(2));
    assertThat(process.at("/metrics/p95").asDouble()).isCloseTo(95, withPercentage(2));
    assertThat(process.at("/metrics/p99").asDouble()).isCloseTo(99, withPercentage(2));
    // Nothing here uses virtual threads, and what asks for them would start a thread of the JVM.
    assertThat(process.at("/metrics").has("virtual_threads_mounted")).isFalse();
    assertThat(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .noneMatch(thread -> VirtualThreads.isSign(thread.getThreadName()));
    assertThat(process.at("/metrics/heap_max").asLong())
        .isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(process.at("/metrics/classes_loaded").asInt())
        .isCloseTo(
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), withPercentage(10));
  }

  @Test
  void an_instance_is_the_sum_of_its_workers() {
    Worker first = worker;
    totals = new WorkerTotals.Totals(10, 1, 100_000, 7, 8);
    monitors().measureWorker();
    samples.flush();
    Instant now = Instant.now();
    worker =
        database
            .workers()
            .register(
                new WorkerIdentity("w2", "shop", "shop@a", "02:42", "a", null, 2, now),
                now,
                Duration.ofMinutes(1),
                pid -> true);
    assertThat(worker.instanceId()).isEqualTo(first.instanceId());
    totals = new WorkerTotals.Totals(30, 0, 900_000, 1, 1);
    Monitors second = monitors();
    second.measureWorker();
    second.measureShared();
    second.measureShared();

    ObjectNode instance = newest(MonitorKind.INSTANCE, worker.instanceId());
    assertThat(instance.get("current_workers").asInt()).isEqualTo(2);
    assertThat(instance.get("requests").asLong()).isEqualTo(40);
    assertThat(instance.get("errors").asLong()).isEqualTo(1);
    assertThat(instance.get("in_traffic").asLong()).isEqualTo(8);
    // 10 requests of 10 ms, 30 of 30 ms.
    assertThat(instance.get("avg_time").asDouble()).isEqualTo(25.0);
    assertThat(instance.get("avg_workers").isNull()).isTrue();
  }

  @Test
  void a_monitor_that_is_off_measures_nothing_and_is_on_again_at_once() {
    configuration =
        Configuration.builder()
            .set(MonitorKeys.WORKER_DISABLED, true)
            .set(MonitorKeys.SERVER_DISABLED, true)
            .build();
    Monitors monitors = monitors();
    monitors.measureWorker();
    monitors.measureShared();
    monitors.measureShared();
    assertThat(samples(MonitorKind.WORKER, worker.id(), null)).isEmpty();
    assertThat(samples(MonitorKind.SERVER, worker.serverId(), null)).isEmpty();

    configuration = Configuration.builder().build();
    monitors.measureWorker();
    assertThat(samples(MonitorKind.WORKER, worker.id(), null)).hasSize(1);
  }

  @Test
  void hours_are_put_together_once_and_what_is_too_old_goes() {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    clock = Clock.fixed(hour.minus(90, ChronoUnit.MINUTES), ZoneOffset.UTC);
    Monitors monitors = monitors();
    totals = new WorkerTotals.Totals(10, 0, 0, 0, 0);
    monitors.measureWorker();
    totals = new WorkerTotals.Totals(40, 0, 0, 0, 0);
    monitors.measureWorker();
    samples.flush();
    clock = Clock.fixed(hour, ZoneOffset.UTC);
    monitors.rollUpAndClean(Duration.ofDays(90));
    monitors.rollUpAndClean(Duration.ofDays(90));

    List<MonitorSample> hourly = samples(MonitorKind.WORKER, worker.id(), MonitorSample.HOURLY);
    assertThat(hourly)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.time()).isEqualTo(hour.minus(2, ChronoUnit.HOURS));
              assertThat(one.intervalSeconds()).isEqualTo(3_600);
              ObjectNode values = Samples.values(one);
              assertThat(values.get("requests").asLong()).isEqualTo(40);
              assertThat(values.at("/metrics/max_requests").asLong()).isEqualTo(30);
            });

    clock = Clock.fixed(hour.plus(2, ChronoUnit.DAYS), ZoneOffset.UTC);
    monitors.rollUpAndClean(Duration.ofDays(90));
    assertThat(samples(MonitorKind.WORKER, worker.id(), MonitorSample.RAW)).isEmpty();
    assertThat(samples(MonitorKind.WORKER, worker.id(), MonitorSample.HOURLY)).hasSize(1);
    // Not in every cycle, but in each tenth.
    for (int cycle = 0; cycle < 10; cycle++) {
      monitors.rollUpAndClean(Duration.ofHours(1));
    }
    assertThat(samples(MonitorKind.WORKER, worker.id(), MonitorSample.HOURLY)).isEmpty();
  }
}
