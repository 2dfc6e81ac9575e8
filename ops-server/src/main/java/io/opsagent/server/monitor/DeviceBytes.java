package io.opsagent.server.monitor;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that disks and network interfaces moved since the host started, from Linux's {@code
 * /proc/diskstats} and {@code /proc/net/dev}: two reads, where OSHI finds every device anew. Disks
 * are those with a device of their own, so that what lies upon them is not counted twice; the
 * loopback interface is no network.
 *
 * @param diskRead bytes
 * @param diskWritten bytes
 * @param networkIn bytes
 * @param networkOut bytes
 * @param isKnown false on other systems
 */
record DeviceBytes(
    long diskRead, long diskWritten, long networkIn, long networkOut, boolean isKnown) {
  private static final int MAX_LINES = 1_000;

  /** A sector in diskstats, whatever the device has (kernel, Documentation/admin-guide/iostats). */
  private static final long SECTOR_BYTES = 512;

  /**
   * Reads them.
   *
   * @param proc {@code /proc}
   * @param sys {@code /sys}
   */
  static DeviceBytes read(Path proc, Path sys) {
    long[] sums = new long[4];
    boolean isKnown =
        ProcFile.lines(
            proc.resolve("diskstats"),
            MAX_LINES,
            line -> {
              String[] words = line.strip().split("\\s+");
              if (words.length > 9 && Files.exists(sys.resolve("block/" + words[2] + "/device"))) {
                sums[0] += Math.max(0, ProcFile.number(words[5])) * SECTOR_BYTES;
                sums[1] += Math.max(0, ProcFile.number(words[9])) * SECTOR_BYTES;
              }
            });
    isKnown &=
        ProcFile.lines(
            proc.resolve("net/dev"),
            MAX_LINES,
            line -> {
              int colon = line.indexOf(':');
              String[] words = line.substring(colon + 1).strip().split("\\s+");
              if (colon > 0 && words.length > 8 && !line.substring(0, colon).strip().equals("lo")) {
                sums[2] += Math.max(0, ProcFile.number(words[0]));
                sums[3] += Math.max(0, ProcFile.number(words[8]));
              }
            });
    return new DeviceBytes(sums[0], sums[1], sums[2], sums[3], isKnown);
  }
}
