package io.opsagent.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes {@code docs/servers.md} of what the contract tests wrote. Immutable. */
public final class ServersPage {
  private static final String HEAD =
      """
      # Servers

      What was run, and what came of it. This page is made by

      ```
      mvn -Pfull-matrix verify
      ```

      from the contract's results (`test-apps/contract`); do not edit it. With homes of further JDKs in `TEST_JDKS`
      (separated as in `PATH`) every server runs on each of them, too. A usual `mvn verify` runs a part of it.

      Each case is one of [spec/instrumentation.md](spec/instrumentation.md), section 7: the same bytes are sent to the server without and
      with the agent, the answers must be the same, and the agent must have recorded what the case says.

      `+` passed on all JDKs of the second table; `- 17` failed on that JDK; a number in brackets: not expressed, the
      reason is below the table; blank: not run. A server or JDK that the second table does not name was not in this run.

      """;

  /** Of a module of a module: its name twice, target, the folder and the file. */
  private static final int MAX_DEPTH = 5;

  private final List<ServerResult> results;

  private ServersPage(List<ServerResult> results) {
    this.results = results;
  }

  /**
   * Writes the page.
   *
   * @param args the folder below which modules have their results, and the file of the page
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[1]), of(Path.of(args[0])).text(), StandardCharsets.UTF_8);
  }

  static ServersPage of(Path root) throws IOException {
    List<ServerResult> results = new ArrayList<>();
    try (Stream<Path> files = Files.find(root, MAX_DEPTH, (file, facts) -> isResult(file))) {
      for (Path file : files.sorted().toList()) {
        results.add(ServerResult.read(file));
      }
    }
    results.sort(
        Comparator.comparing(ServerResult::name)
            .thenComparing(ServerResult::version, ServersPage::compareVersions)
            .thenComparing(ServerResult::jdk));
    return new ServersPage(List.copyOf(results));
  }

  private static boolean isResult(Path file) {
    Path folder = file.getParent();
    return folder != null
        && folder.endsWith(ContractResults.FOLDER)
        && file.toString().endsWith(".tsv");
  }

  String text() {
    Map<String, List<ServerResult>> byServer =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    ServerResult::server, LinkedHashMap::new, Collectors.toList()));
    List<String> reasons = new ArrayList<>();
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| case | |");
    byServer.keySet().forEach(server -> page.append(' ').append(server).append(" |"));
    page.append("\n|---|---|").append("---|".repeat(byServer.size())).append('\n');
    for (ContractCase contractCase : ContractCases.all()) {
      page.append("| ").append(contractCase.number()).append(" | ");
      page.append(contractCase.title()).append(" |");
      for (List<ServerResult> onJdks : byServer.values()) {
        page.append(' ').append(cell(onJdks, contractCase.number(), reasons)).append(" |");
      }
      page.append('\n');
    }
    page.append("\nNot expressed:\n\n");
    for (int i = 0; i < reasons.size(); i++) {
      page.append("- (").append(i + 1).append(") ").append(reasons.get(i)).append('\n');
    }
    page.append("\n| server | entry point | JDKs |\n|---|---|---|\n");
    byServer.forEach(
        (server, onJdks) ->
            page.append("| ")
                .append(server)
                .append(" | ")
                .append(onJdks.get(0).entryPoint())
                .append(" | ")
                .append(
                    onJdks.stream()
                        .map(result -> Integer.toString(result.jdk()))
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
    return page.toString();
  }

  private static String cell(List<ServerResult> onJdks, int number, List<String> reasons) {
    TreeSet<Integer> failed = new TreeSet<>();
    boolean passed = false;
    for (ServerResult result : onJdks) {
      String outcome = result.cases().getOrDefault(number, "");
      if (outcome.startsWith(ContractResults.NOT_EXPRESSED)) {
        String reason = outcome.substring(ContractResults.NOT_EXPRESSED.length());
        if (!reasons.contains(reason)) {
          reasons.add(reason);
        }
        return "(" + (reasons.indexOf(reason) + 1) + ")";
      }
      passed |= outcome.equals(ContractResults.PASSED);
      if (outcome.equals(ContractResults.FAILED)) {
        failed.add(result.jdk());
      }
    }
    if (!failed.isEmpty()) {
      return "- " + failed.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return passed ? "+" : "";
  }

  /** 9 comes before 10.1: by numbers, not by letters. */
  private static int compareVersions(String one, String other) {
    String[] left = one.split("[.]");
    String[] right = other.split("[.]");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order =
          left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}")
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  /**
   * What one run wrote.
   *
   * @param name of the server
   * @param version of it
   * @param entryPoint the agent's name of the place where it takes requests
   * @param jdk major version
   * @param cases what became of each, by its number
   */
  record ServerResult(
      String name, String version, String entryPoint, int jdk, Map<Integer, String> cases) {

    static ServerResult read(Path file) throws IOException {
      Map<String, String> head = new LinkedHashMap<>();
      Map<Integer, String> cases = new LinkedHashMap<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String[] field = line.split("\t", 2);
        if (field[0].matches("\\d+")) {
          cases.put(Integer.parseInt(field[0]), field[1]);
        } else {
          head.put(field[0], field[1]);
        }
      }
      return new ServerResult(
          head.getOrDefault("server", ""),
          head.getOrDefault("version", ""),
          head.getOrDefault("entry-point", ""),
          Integer.parseInt(head.getOrDefault("jdk", "0")),
          cases);
    }

    String server() {
      return name + " " + version;
    }
  }
}
