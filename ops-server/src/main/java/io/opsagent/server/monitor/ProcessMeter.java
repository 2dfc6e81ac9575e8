package io.opsagent.server.monitor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures this process as the operating system sees it (operations-api.md 8.2): {@code /proc/self}
 * on Linux, elsewhere what the JVM knows of itself. For one thread.
 */
final class ProcessMeter {
  private static final int MAX_LINES = 100;
  private static final int CYCLES_OF_PAGES = 10;

  private final Path self;
  private final Sockets sockets;
  private final Map<String, Long> unshared = new TreeMap<>();
  private final @Nullable OperatingSystemMXBean os;
  private final String user = System.getProperty("user.name", "");
  private long cpuNanos = -1;
  private long measuredNanos;
  private long residentThen;
  private int cycles;

  /**
   * A meter.
   *
   * @param proc {@code /proc}
   * @param sockets that were read in this cycle
   */
  ProcessMeter(Path proc, Sockets sockets) {
    this.sockets = sockets;
    this.self = proc.resolve("self");
    this.os =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
            ? known
            : null;
  }

  /**
   * Measures. The share of the processor is not known the first time.
   *
   * @param hostMemoryBytes of the host; 0 when it is not known
   */
  Gauges read(long hostMemoryBytes) {
    Map<String, Long> memory = memory();
    Long unique = memory.get("uss");
    Long resident = memory.get("rss");
    long used = unique != null ? unique : resident != null ? resident : -1;
    Gauges gauges = new Gauges();
    gauges.count("used_memory", used);
    gauges.percent("memory_percent", used, hostMemoryBytes);
    addProcessor(gauges);
    gauges.decimal("disk_percent", 0).unknown("used_space");
    gauges.count("file_descriptors", ProcFile.entries(self.resolve("fd")));
    gauges.unknown("open_files");
    sockets.addTo(gauges);
    gauges.counts("memory_info", memory);
    return gauges;
  }

  private void addProcessor(Gauges gauges) {
    long cpu = os == null ? -1 : os.getProcessCpuTime();
    long now = System.nanoTime();
    if (cpuNanos >= 0 && cpu >= 0) {
      gauges.percent("cpu_percent", cpu - cpuNanos, now - measuredNanos);
    } else {
      gauges.unknown("cpu_percent");
    }
    cpuNanos = cpu;
    measuredNanos = now;
  }

  /**
   * Bytes. For the sums of {@code smaps_rollup} the kernel walks all pages of the process, 10 ms
   * for half a gigabyte: they are read in every tenth cycle, and move with the resident size
   * between.
   */
  private Map<String, Long> memory() {
    Map<String, Long> memory = status();
    Long resident = memory.get("rss");
    if (cycles++ % CYCLES_OF_PAGES == 0 || resident == null) {
      unshared.clear();
      ProcFile.lines(
          self.resolve("smaps_rollup"),
          MAX_LINES,
          line -> {
            switch (name(line)) {
              case "Pss" -> add(unshared, "pss", line);
              case "Private_Clean", "Private_Dirty", "Private_Hugetlb" ->
                  add(unshared, "uss", line);
              case "Swap" -> add(unshared, "swap", line);
              default -> {}
            }
          });
      residentThen = resident == null ? 0 : resident;
      memory.putAll(unshared);
    } else {
      long more = resident - residentThen;
      unshared.forEach(
          (name, bytes) ->
              memory.put(
                  name,
                  name.equals("swap") ? bytes : Math.min(resident, Math.max(0, bytes + more))));
    }
    return memory;
  }

  private Map<String, Long> status() {
    Map<String, Long> memory = new TreeMap<>();
    ProcFile.lines(
        self.resolve("status"),
        MAX_LINES,
        line -> {
          switch (name(line)) {
            case "VmRSS" -> add(memory, "rss", line);
            case "VmSize" -> add(memory, "vms", line);
            case "RssShmem", "RssFile" -> add(memory, "shared", line);
            default -> {}
          }
        });
    return memory;
  }

  private static String name(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon);
  }

  private static void add(Map<String, Long> memory, String name, String line) {
    long kibibytes = ProcFile.number(line.substring(line.indexOf(':') + 1));
    if (kibibytes >= 0) {
      memory.merge(name, kibibytes * 1_024, Long::sum);
    }
  }

  /** The user that the process runs as. */
  @Nullable String user() {
    return user.isEmpty() ? null : user;
  }
}
