package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells of processes. */
final class ProcFs {
  /** Length of a tick of {@code /proc/PID/stat}; fixed by the kernel's interface (USER_HZ). */
  private static final long TICK_NANOS = 10_000_000;

  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
  private static final long HEAP_END = 1L << 32;

  private ProcFs() {}

  /**
   * CPU time of each thread, in nanoseconds, as the scheduler counts it: ticks of 10 ms would be
   * too coarse for a phase of a second at a low rate.
   */
  static Map<String, Long> threadCpuNanos(long pid) throws IOException {
    Map<String, Long> nanos = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        try {
          String line = Files.readString(task.resolve("schedstat"));
          nanos.put(
              task.getFileName().toString(), Long.valueOf(line.substring(0, line.indexOf(' '))));
        } catch (NoSuchFileException ended) {
          // A thread that ended between the list and the look.
        } catch (IOException ended) {
          if (Files.exists(task)) {
            throw ended;
          }
        }
      }
    }
    return nanos;
  }

  /** CPU time of the JVM's compilers, in nanoseconds. */
  static long compilersCpuNanos(long pid) throws IOException {
    return byOwner(pid, threadCpuNanos(pid)).getOrDefault(ThreadOwner.COMPILERS, 0L);
  }

  /**
   * CPU time between a look and now by whose threads took it, in nanoseconds; what threads used
   * that ended in between is missing.
   */
  static Map<ThreadOwner, Long> cpuNanosSince(long pid, Map<String, Long> before)
      throws IOException {
    Map<String, Long> spent = threadCpuNanos(pid);
    spent.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));
    return byOwner(pid, spent);
  }

  private static Map<ThreadOwner, Long> byOwner(long pid, Map<String, Long> nanosByThread)
      throws IOException {
    Map<ThreadOwner, Long> nanos = new EnumMap<>(ThreadOwner.class);
    for (Map.Entry<String, Long> thread : nanosByThread.entrySet()) {
      try {
        String name = Files.readString(Path.of("/proc/" + pid + "/task", thread.getKey(), "comm"));
        nanos.merge(ThreadOwner.of(name), thread.getValue(), Long::sum);
      } catch (NoSuchFileException ended) {
        // A thread that ended between the list and the look.
      }
    }
    return nanos;
  }

  /**
   * Threads that are none of the server's own pool: how many that has depends on how many requests
   * were open at the same time, and stays so for a minute.
   */
  static long threadsBesides(long pid, String poolPrefix) throws IOException {
    long threads = 0;
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks) {
        try {
          threads += Files.readString(task.resolve("comm")).startsWith(poolPrefix) ? 0 : 1;
        } catch (NoSuchFileException ended) {
          // A thread that ended between the list and the look.
        }
      }
    }
    return threads;
  }

  /** CPU time between two looks; what threads used that ended between them is missing. */
  static long cpuNanosBetween(Map<String, Long> before, Map<String, Long> after) {
    long nanos = 0;
    for (Map.Entry<String, Long> thread : after.entrySet()) {
      nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return nanos;
  }

  /** CPU time of a process since its start, in steps of 10 ms. */
  static long cpuNanos(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
  }

  /**
   * Time that all processors spent on processes, and what the host took away from them. Interrupts
   * are left out: they are mostly the packets of the load itself.
   */
  static long machineBusyNanos() throws IOException {
    String line = Files.readString(Path.of("/proc/stat"));
    String[] fields = line.substring(0, line.indexOf('\n')).trim().split(" +");
    long ticks = 0;
    for (int field = 1; field <= 8; field++) {
      boolean isProcess = field <= 3 || field == 8;
      ticks += isProcess ? Long.parseLong(fields[field]) : 0;
    }
    return ticks * TICK_NANOS;
  }

  /** A figure of {@code /proc/PID/status}: KiB where it is memory. */
  static long status(long pid, String key) throws IOException {
    return figure(Path.of("/proc/" + pid + "/status"), key);
  }

  /** Resident memory in KiB, pages that are shared divided among those who share them. */
  static long proportionalKib(long pid) throws IOException {
    return figure(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss");
  }

  /**
   * Resident memory besides the Java heap, in KiB: what an application has not asked for by {@code
   * -Xmx}. Of a heap below 4 GiB, which HotSpot puts below that address, where nothing else is.
   */
  static long besidesHeapKib(long pid) throws IOException {
    long kib = 0;
    boolean isHeap = false;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.lookingAt()) {
        isHeap = Long.parseUnsignedLong(mapping.group(1), 16) < HEAP_END;
      } else if (line.startsWith("Rss:") && !isHeap) {
        kib += Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    return kib;
  }

  private static long figure(Path file, String key) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    throw new IOException(file + " has no " + key);
  }
}
