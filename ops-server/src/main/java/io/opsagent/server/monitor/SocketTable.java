package io.opsagent.server.monitor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sockets by state, from Linux's {@code /proc}. The tables have a line for each socket; where there
 * are very many, the sums of {@code sockstat} are all that is read.
 */
final class SocketTable {
  /** Lines of one table; reading so many takes a few milliseconds. */
  private static final int MAX_LINES = 5_000;

  private static final List<String> STATES =
      List.of(
          "",
          "ESTABLISHED",
          "SYN_SENT",
          "SYN_RECV",
          "FIN_WAIT1",
          "FIN_WAIT2",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE_WAIT",
          "LAST_ACK",
          "LISTEN",
          "CLOSING",
          "SYN_RECV");

  private static final Set<String> ENDING =
      Set.of("CLOSE", "CLOSING", "CLOSE_WAIT", "TIME_WAIT", "FIN_WAIT1", "FIN_WAIT2", "LAST_ACK");

  private final Map<String, Integer> states;
  private final long total;
  private final boolean isKnown;

  private SocketTable(Map<String, Integer> states, long total, boolean isKnown) {
    this.states = states;
    this.total = total;
    this.isKnown = isKnown;
  }

  /**
   * Reads the tables.
   *
   * @param proc {@code /proc}
   */
  static SocketTable read(Path proc) {
    Map<String, Integer> states = new TreeMap<>();
    SocketSums sums = SocketSums.read(proc);
    boolean isKnown = sums != null;
    if (sums != null && sums.open() + sums.waiting() > MAX_LINES) {
      states.put("IN_USE", (int) Math.min(Integer.MAX_VALUE, sums.open()));
      states.put("TIME_WAIT", (int) Math.min(Integer.MAX_VALUE, sums.waiting()));
    } else {
      for (String table : List.of("tcp", "tcp6")) {
        isKnown |=
            ProcFile.lines(
                proc.resolve("net/" + table), MAX_LINES * 2, line -> add(states, state(line)));
      }
    }
    for (String table : List.of("udp", "udp6")) {
      ProcFile.lines(
          proc.resolve("net/" + table),
          MAX_LINES,
          line -> add(states, state(line).isEmpty() ? "" : "NONE"));
    }
    return new SocketTable(
        states, states.values().stream().mapToLong(Integer::longValue).sum(), isKnown);
  }

  /**
   * The same with other sums: what came or went is taken for established, which it mostly is.
   *
   * @param open more in all states but TIME_WAIT
   * @param waiting more in TIME_WAIT
   */
  SocketTable moved(long open, long waiting) {
    Map<String, Integer> moved = new TreeMap<>(states);
    move(moved, moved.containsKey("IN_USE") ? "IN_USE" : "ESTABLISHED", open);
    move(moved, "TIME_WAIT", waiting);
    return new SocketTable(
        moved, moved.values().stream().mapToLong(Integer::longValue).sum(), isKnown);
  }

  private static void move(Map<String, Integer> states, String state, long more) {
    if (more != 0) {
      long count = Math.max(0, states.getOrDefault(state, 0) + more);
      states.put(state, (int) Math.min(Integer.MAX_VALUE, count));
    }
  }

  /** The state of a line of a table; empty for its head. */
  private static String state(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 4 || words[3].length() != 2) {
      return "";
    }
    int number =
        Character.digit(words[3].charAt(0), 16) * 16 + Character.digit(words[3].charAt(1), 16);
    return number > 0 && number < STATES.size() ? STATES.get(number) : "";
  }

  private static void add(Map<String, Integer> states, String state) {
    if (!state.isEmpty()) {
      states.merge(state, 1, Integer::sum);
    }
  }

  /** Adds what operations-api.md 8.1 asks for. */
  void addTo(Gauges gauges) {
    long ending =
        states.entrySet().stream()
            .filter(entry -> ENDING.contains(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    gauges.count("total_net_connections", isKnown ? total : -1);
    gauges.count("active_net_connections", isKnown ? total - ending : -1);
    gauges.counts("net_connections_info", states);
  }
}
