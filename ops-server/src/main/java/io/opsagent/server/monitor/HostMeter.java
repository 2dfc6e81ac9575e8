package io.opsagent.server.monitor;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures this host (operations-api.md 8.1). The processor's share is that since the measurement
 * before, so that nothing waits a second for it. For one thread.
 */
final class HostMeter {
  private static final List<String> LOADS = List.of("load_avg_1", "load_avg_5", "load_avg_15");

  private final Path proc;
  private final Sockets sockets;
  private final File directory;
  private final Cgroup cgroup;
  private @Nullable HostSource source;
  private @Nullable HostReading before;

  /**
   * A meter.
   *
   * @param proc {@code /proc}
   * @param sockets that were read in this cycle
   * @param directory whose file system is measured
   */
  HostMeter(Path proc, Sockets sockets, Path directory, Cgroup cgroup) {
    this.proc = proc;
    this.sockets = sockets;
    this.directory = directory.toFile();
    this.cgroup = cgroup;
  }

  /** Measures. The share of the processor is not known the first time. */
  Gauges read() {
    HostSource known = source();
    HostReading now = known.read();
    Gauges gauges = new Gauges();
    addProcessor(gauges, now);
    long used = now.memoryBytes() - now.availableBytes();
    gauges.count("used_memory", used).percent("memory_percent", used, now.memoryBytes());
    addDirectory(gauges);
    gauges.count("file_descriptors", now.fileDescriptors());
    gauges.unknown("open_files");
    sockets.addTo(gauges);
    for (int i = 0; i < LOADS.size(); i++) {
      gauges.decimal(
          LOADS.get(i),
          i < now.loadAverages().size() ? Math.max(0, now.loadAverages().get(i)) : Double.NaN);
    }
    gauges.group("metrics", metrics(known.devices(), now));
    return gauges;
  }

  /** Not in the constructor: on other systems than Linux OSHI takes its time. */
  private HostSource source() {
    HostSource known = source;
    if (known == null) {
      HostSource linux = LinuxHost.over(proc, Path.of("/sys"));
      known = linux == null ? new OshiHost() : linux;
      source = known;
    }
    return known;
  }

  private void addProcessor(Gauges gauges, HostReading now) {
    HostReading last = before;
    before = now;
    if (last == null) {
      gauges.unknown("cpu_percent");
      return;
    }
    long all = now.allTicks() - last.allTicks();
    gauges.percent("cpu_percent", all - (now.idleTicks() - last.idleTicks()), all);
  }

  private void addDirectory(Gauges gauges) {
    // Not FileStore: to find it, the JDK reads the table of all mounts.
    long total = directory.getTotalSpace();
    if (total <= 0) {
      gauges.unknown("disk_percent").unknown("used_space");
      return;
    }
    long used = total - directory.getFreeSpace();
    // As df: of what an ordinary user can have.
    gauges.percent("disk_percent", used, used + directory.getUsableSpace());
    gauges.count("used_space", used);
  }

  /** What the protocol has no name for. */
  private Gauges metrics(DeviceBytes devices, HostReading now) {
    Gauges metrics = new Gauges();
    metrics.count("cpu_count", now.processors());
    metrics.count("memory_total", now.memoryBytes());
    metrics.count("swap_total", now.swapBytes());
    metrics.count("swap_used", now.usedSwapBytes());
    metrics.count("disk_read_bytes", devices.isKnown() ? devices.diskRead() : -1);
    metrics.count("disk_write_bytes", devices.isKnown() ? devices.diskWritten() : -1);
    metrics.count("network_in_bytes", devices.isKnown() ? devices.networkIn() : -1);
    metrics.count("network_out_bytes", devices.isKnown() ? devices.networkOut() : -1);
    cgroup.addTo(metrics);
    return metrics;
  }

  /** Bytes of memory of the host; 0 before the first measurement. */
  long memoryTotal() {
    HostReading known = before;
    return known == null ? 0 : known.memoryBytes();
  }
}
