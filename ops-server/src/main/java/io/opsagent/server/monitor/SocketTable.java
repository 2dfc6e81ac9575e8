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
    long[] sums = {0};
    boolean isKnown =
        ProcFile.lines(
            proc.resolve("net/sockstat"), 20, line -> addSums(line, "TCP:", states, sums));
    ProcFile.lines(proc.resolve("net/sockstat6"), 20, line -> addSums(line, "TCP6:", states, sums));
    if (sums[0] <= MAX_LINES) {
      states.clear();
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

  /** {@code TCP: inuse 27 orphan 0 tw 12 alloc 30 mem 3}. */
  private static void addSums(String line, String kind, Map<String, Integer> states, long[] sums) {
    String[] words = line.split(" ");
    if (!words[0].equals(kind)) {
      return;
    }
    for (int i = 1; i + 1 < words.length; i += 2) {
      long count = Math.max(0, ProcFile.number(words[i + 1]));
      String state =
          switch (words[i]) {
            case "inuse" -> "IN_USE";
            case "tw" -> "TIME_WAIT";
            default -> "";
          };
      if (!state.isEmpty()) {
        sums[0] += count;
        states.merge(state, (int) Math.min(Integer.MAX_VALUE, count), Integer::sum);
      }
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
