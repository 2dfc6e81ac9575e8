package io.opsagent.server.monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host with Linux: a few small files of {@code /proc}. OSHI reads the same ones, but with it come
 * a native library, a thread, and a hundred milliseconds, which an application need not have.
 */
final class LinuxHost implements HostSource {
  private static final int MAX_LINES = 4_096;

  /** Numbers of a line of {@code /proc/stat} up to those of guests, which are in the others. */
  private static final int TICKS = 8;

  private static final int IDLE = 3;
  private static final int WAIT_FOR_DISK = 4;

  private final Path proc;
  private final Path sys;

  private LinuxHost(Path proc, Path sys) {
    this.proc = proc;
    this.sys = sys;
  }

  /** Null where these files cannot be read. */
  static @Nullable LinuxHost over(Path proc, Path sys) {
    LinuxHost host = new LinuxHost(proc, sys);
    HostReading reading = host.read();
    return reading.allTicks() > 0 && reading.memoryBytes() > 0 ? host : null;
  }

  @Override
  public HostReading read() {
    long[] all = new long[3];
    ProcFile.lines(proc.resolve("stat"), MAX_LINES, line -> addProcessor(line, all));
    Map<String, Long> memory = memory();
    long swap = memory.getOrDefault("SwapTotal", -1L);
    return new HostReading(
        all[0],
        all[1],
        (int) all[2],
        memory.getOrDefault("MemTotal", -1L),
        memory.getOrDefault("MemAvailable", memory.getOrDefault("MemFree", -1L)),
        swap,
        swap < 0 ? -1 : swap - memory.getOrDefault("SwapFree", swap),
        ProcFile.number(proc.resolve("sys/fs/file-nr")),
        loadAverages());
  }

  @Override
  public DeviceBytes devices() {
    return DeviceBytes.read(proc, sys);
  }

  /** The line of all processors gives the ticks, the others are only counted. */
  private static void addProcessor(String line, long[] all) {
    if (!line.startsWith("cpu")) {
      return;
    }
    if (line.charAt(3) != ' ') {
      all[2]++;
      return;
    }
    String[] words = line.substring(3).trim().split(" ");
    for (int i = 0; i < Math.min(TICKS, words.length); i++) {
      long ticks = Math.max(0, ProcFile.number(words[i]));
      all[0] += ticks;
      all[1] += i == IDLE || i == WAIT_FOR_DISK ? ticks : 0;
    }
  }

  private Map<String, Long> memory() {
    Map<String, Long> bytes = new HashMap<>();
    ProcFile.lines(
        proc.resolve("meminfo"),
        MAX_LINES,
        line -> {
          int colon = line.indexOf(':');
          if (colon > 0 && (line.startsWith("Mem") || line.startsWith("Swap"))) {
            long kibibytes = ProcFile.number(line.substring(colon + 1));
            if (kibibytes >= 0) {
              bytes.put(line.substring(0, colon), kibibytes * 1_024);
            }
          }
        });
    return bytes;
  }

  private List<Double> loadAverages() {
    List<Double> averages = new ArrayList<>(3);
    ProcFile.lines(
        proc.resolve("loadavg"),
        1,
        line -> {
          String[] words = line.split(" ");
          for (int i = 0; i < Math.min(3, words.length); i++) {
            averages.add(Double.valueOf(words[i]));
          }
        });
    return averages;
  }
}
