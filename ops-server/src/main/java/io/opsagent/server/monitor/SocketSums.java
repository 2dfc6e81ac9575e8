package io.opsagent.server.monitor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/net/sockstat} and {@code sockstat6} sum up.
 *
 * @param open TCP sockets that are bound to a port, in every state but TIME_WAIT
 * @param waiting TCP sockets in TIME_WAIT
 */
record SocketSums(long open, long waiting) {
  private static final int MAX_LINES = 20;

  /** Null where the kernel does not tell. */
  static @Nullable SocketSums read(Path proc) {
    long[] sums = {0, 0};
    boolean isKnown =
        ProcFile.lines(proc.resolve("net/sockstat"), MAX_LINES, line -> add(line, "TCP:", sums));
    ProcFile.lines(proc.resolve("net/sockstat6"), MAX_LINES, line -> add(line, "TCP6:", sums));
    return isKnown ? new SocketSums(sums[0], sums[1]) : null;
  }

  /** {@code TCP: inuse 27 orphan 0 tw 12 alloc 30 mem 3}. */
  private static void add(String line, String kind, long[] sums) {
    String[] words = line.split(" ");
    if (!words[0].equals(kind)) {
      return;
    }
    for (int i = 1; i + 1 < words.length; i += 2) {
      long count = Math.max(0, ProcFile.number(words[i + 1]));
      if (words[i].equals("inuse")) {
        sums[0] += count;
      } else if (words[i].equals("tw")) {
        sums[1] += count;
      }
    }
  }
}
