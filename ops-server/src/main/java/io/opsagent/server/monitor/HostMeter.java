package io.opsagent.server.monitor;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/**
 * Measures this host (operations-api.md 8.1), by OSHI, and by {@code /proc} what OSHI reads at a
 * greater cost. The processor's share is that since the measurement before, so that nothing waits a
 * second for it. For one thread.
 */
final class HostMeter {
  /** Disks and network interfaces rarely change; to find them costs more than to read them. */
  private static final int ROUNDS_OF_DEVICES = 60;

  private static final int MAX_DEVICES = 64;

  private final Path proc;
  private final Sockets sockets;
  private final File directory;
  private final Cgroup cgroup;
  private @Nullable SystemInfo system;
  private long @Nullable [] ticks;
  private List<HWDiskStore> disks = List.of();
  private List<NetworkIF> networks = List.of();
  private int rounds;

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
    SystemInfo known = system == null ? new SystemInfo() : system;
    system = known;
    HardwareAbstractionLayer hardware = known.getHardware();
    Gauges gauges = new Gauges();
    addProcessor(gauges, hardware.getProcessor());
    GlobalMemory memory = hardware.getMemory();
    long used = memory.getTotal() - memory.getAvailable();
    gauges.count("used_memory", used).percent("memory_percent", used, memory.getTotal());
    addDirectory(gauges);
    gauges.count(
        "file_descriptors", known.getOperatingSystem().getFileSystem().getOpenFileDescriptors());
    gauges.unknown("open_files");
    sockets.addTo(gauges);
    double[] load = hardware.getProcessor().getSystemLoadAverage(3);
    String[] names = {"load_avg_1", "load_avg_5", "load_avg_15"};
    for (int i = 0; i < names.length; i++) {
      gauges.decimal(names[i], Math.max(0, load[i]));
    }
    gauges.group("metrics", metrics(hardware, memory));
    return gauges;
  }

  private void addProcessor(Gauges gauges, CentralProcessor processor) {
    long[] now = processor.getSystemCpuLoadTicks();
    long[] before = ticks;
    ticks = now;
    if (before == null) {
      gauges.unknown("cpu_percent");
      return;
    }
    long all = 0;
    for (TickType type : TickType.values()) {
      all += now[type.getIndex()] - before[type.getIndex()];
    }
    int idle = TickType.IDLE.getIndex();
    int wait = TickType.IOWAIT.getIndex();
    gauges.percent(
        "cpu_percent", all - (now[idle] - before[idle]) - (now[wait] - before[wait]), all);
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
  private Gauges metrics(HardwareAbstractionLayer hardware, GlobalMemory memory) {
    DeviceBytes devices = DeviceBytes.read(proc, Path.of("/sys"));
    if (!devices.isKnown()) {
      devices = devices(hardware);
    }
    Gauges metrics = new Gauges();
    metrics.count("cpu_count", hardware.getProcessor().getLogicalProcessorCount());
    metrics.count("memory_total", memory.getTotal());
    metrics.count("swap_total", memory.getVirtualMemory().getSwapTotal());
    metrics.count("swap_used", memory.getVirtualMemory().getSwapUsed());
    metrics.count("disk_read_bytes", devices.diskRead());
    metrics.count("disk_write_bytes", devices.diskWritten());
    metrics.count("network_in_bytes", devices.networkIn());
    metrics.count("network_out_bytes", devices.networkOut());
    cgroup.addTo(metrics);
    return metrics;
  }

  /** Other systems than Linux. */
  private DeviceBytes devices(HardwareAbstractionLayer hardware) {
    if (rounds++ % ROUNDS_OF_DEVICES == 0) {
      disks = hardware.getDiskStores().stream().limit(MAX_DEVICES).toList();
      networks = hardware.getNetworkIFs().stream().limit(MAX_DEVICES).toList();
    } else {
      disks.forEach(HWDiskStore::updateAttributes);
      networks.forEach(NetworkIF::updateAttributes);
    }
    return new DeviceBytes(
        disks.stream().mapToLong(HWDiskStore::getReadBytes).sum(),
        disks.stream().mapToLong(HWDiskStore::getWriteBytes).sum(),
        networks.stream().mapToLong(NetworkIF::getBytesRecv).sum(),
        networks.stream().mapToLong(NetworkIF::getBytesSent).sum(),
        true);
  }

  /** Bytes of memory of the host; 0 before the first measurement. */
  long memoryTotal() {
    SystemInfo known = system;
    return known == null ? 0 : known.getHardware().getMemory().getTotal();
  }
}
