package io.opsagent.server.monitor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of this network namespace, for process and host alike. The kernel walks all of its
 * hash tables for the list by state, which takes it 15 ms of a core where these are large; so that
 * is read anew in every tenth cycle, and the sums, which cost next to nothing, in each. For one
 * thread.
 */
final class Sockets {
  private static final int CYCLES_OF_STATES = 10;

  private final Path proc;
  private @Nullable SocketTable table;
  private @Nullable SocketSums sumsOfTable;
  private int cycles;

  /**
   * Sockets that were not read yet.
   *
   * @param proc {@code /proc}
   */
  Sockets(Path proc) {
    this.proc = proc;
  }

  /** Reads once for a cycle; {@link #addTo} tells of it until the next one. */
  void read() {
    if (cycles++ % CYCLES_OF_STATES == 0 || table == null) {
      table = SocketTable.read(proc);
      sumsOfTable = SocketSums.read(proc);
      return;
    }
    SocketSums now = SocketSums.read(proc);
    if (now == null || sumsOfTable == null) {
      table = SocketTable.read(proc);
    } else {
      table = table.moved(now.open() - sumsOfTable.open(), now.waiting() - sumsOfTable.waiting());
      sumsOfTable = now;
    }
  }

  /** Adds what operations-api.md 8.1 asks for. */
  void addTo(Gauges gauges) {
    if (table == null) {
      read();
    }
    SocketTable known = table;
    if (known != null) {
      known.addTo(gauges);
    }
  }
}
