package io.opsagent.server.monitor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits of the container that this process is in, and how often they held it back: control groups
 * of version 2 or 1. Outside of Linux, and without limits, nothing is known. For any thread.
 */
final class Cgroup {
  /** What version 1 says where there is no limit: the largest number of pages. */
  private static final long NO_LIMIT = 1L << 60;

  private final Path root;
  private final boolean isUnified;

  /**
   * The group of this process as a container sees it.
   *
   * @param root {@code /sys/fs/cgroup}
   */
  Cgroup(Path root) {
    this.root = root;
    this.isUnified = Files.exists(root.resolve("cgroup.controllers"));
  }

  /** Adds what is known; members without a limit are left out. */
  void addTo(Gauges gauges) {
    if (isUnified) {
      addUnified(gauges);
    } else if (Files.isDirectory(root.resolve("memory"))) {
      addVersionOne(gauges);
    }
  }

  private void addUnified(Gauges gauges) {
    long limit = ProcFile.number(root.resolve("memory.max"));
    if (limit > 0) {
      gauges.count("container_memory_limit", limit);
      gauges.count("container_memory_used", ProcFile.number(root.resolve("memory.current")));
    }
    ProcFile.lines(
        root.resolve("cpu.max"),
        1,
        line -> {
          String[] words = line.split(" ");
          if (words.length == 2) {
            addProcessors(gauges, ProcFile.number(words[0]), ProcFile.number(words[1]));
          }
        });
    Map<String, Long> stat = pairs(root.resolve("cpu.stat"));
    addThrottled(gauges, stat, stat.getOrDefault("throttled_usec", -1L));
  }

  private void addVersionOne(Gauges gauges) {
    long limit = ProcFile.number(root.resolve("memory/memory.limit_in_bytes"));
    if (limit > 0 && limit < NO_LIMIT) {
      gauges.count("container_memory_limit", limit);
      gauges.count(
          "container_memory_used", ProcFile.number(root.resolve("memory/memory.usage_in_bytes")));
    }
    addProcessors(
        gauges,
        ProcFile.number(root.resolve("cpu/cpu.cfs_quota_us")),
        ProcFile.number(root.resolve("cpu/cpu.cfs_period_us")));
    Map<String, Long> stat = pairs(root.resolve("cpu/cpu.stat"));
    addThrottled(gauges, stat, stat.getOrDefault("throttled_time", -1_000L) / 1_000);
  }

  private static void addProcessors(Gauges gauges, long quota, long period) {
    if (quota > 0 && period > 0) {
      gauges.decimal("container_cpu_limit", (double) quota / period);
    }
  }

  private static void addThrottled(Gauges gauges, Map<String, Long> stat, long micros) {
    if (stat.containsKey("nr_throttled")) {
      gauges.count("container_throttled_periods", stat.get("nr_throttled"));
      gauges.count("container_throttled_micros", micros);
    }
  }

  private static Map<String, Long> pairs(Path file) {
    Map<String, Long> pairs = new HashMap<>();
    ProcFile.lines(
        file,
        50,
        line -> {
          int blank = line.indexOf(' ');
          if (blank > 0) {
            pairs.put(line.substring(0, blank), ProcFile.number(line.substring(blank)));
          }
        });
    return pairs;
  }
}
