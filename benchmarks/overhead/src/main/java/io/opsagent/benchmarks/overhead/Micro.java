package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the micro benchmarks and makes a table of what JMH writes as CSV. */
final class Micro {
  private static final String BYTES = ":gc.alloc.rate.norm";
  private static final String PARAMETER = "Param: ";

  /** Short, since there are some fifty: about eight minutes. */
  private static final List<String> JMH =
      List.of("-f", "1", "-wi", "3", "-i", "5", "-w", "1", "-r", "1", "-prof", "gc");

  private final Site site;

  Micro(Site site) {
    this.site = site;
  }

  String run() throws IOException {
    Path csv = Files.createDirectories(site.work()).resolve("micro.csv");
    List<String> command =
        new ArrayList<>(
            List.of(site.java().toString(), "-jar", "benchmarks/micro/target/micro.jar"));
    command.addAll(JMH);
    command.addAll(List.of("-rf", "csv", "-rff", csv.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(site.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(site.work().resolve("micro.log").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the micro benchmarks ended with an error; see micro.log");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return "JMH with `"
        + String.join(" ", JMH)
        + "`. Differences are the cost: `CapturedRequest.captured` less `notCaptured`, `ContainerRequest` with"
        + " `opsagent` less `none`, `Drain.row` less `read`.\n\n"
        + table(Files.readAllLines(csv));
  }

  /** The table of the lines of JMH's CSV: each benchmark with its time and its bytes. */
  static String table(List<String> lines) {
    List<String> columns = fields(lines.get(0));
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = fields(line);
      String name = fields.get(0).replaceFirst(".*\\.micro\\.", "");
      boolean isBytes = name.endsWith(BYTES);
      if (name.contains(":") && !isBytes) {
        continue;
      }
      String key = name.replace(BYTES, "").replace("Benchmark", "") + parameters(columns, fields);
      String[] row = rows.computeIfAbsent(key, k -> new String[] {"", "", "-"});
      if (isBytes) {
        row[2] = String.format(Locale.ROOT, "%,.0f", number(columns, fields, "Score"));
      } else {
        row[0] = String.format(Locale.ROOT, "%,.1f", number(columns, fields, "Score"));
        row[1] =
            String.format(Locale.ROOT, "%,.1f", number(columns, fields, "Score Error (99.9%)"));
      }
    }
    StringBuilder table = new StringBuilder("| | ns | ± (99.9 %) | bytes |\n|---|---|---|---|\n");
    rows.forEach(
        (name, row) ->
            table
                .append("| ")
                .append(name)
                .append(" | ")
                .append(String.join(" | ", row))
                .append(" |\n"));
    return table.toString();
  }

  private static String parameters(List<String> columns, List<String> fields) {
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).startsWith(PARAMETER) && !fields.get(i).isEmpty()) {
        parameters
            .append(parameters.length() == 0 ? ", " : " ")
            .append(columns.get(i).substring(PARAMETER.length()))
            .append('=')
            .append(fields.get(i));
      }
    }
    return parameters.toString();
  }

  private static double number(List<String> columns, List<String> fields, String column) {
    return Double.parseDouble(fields.get(columns.indexOf(column)));
  }

  /** JMH quotes names only, and no parameter here has a comma. */
  private static List<String> fields(String line) {
    return List.of(line.replace("\"", "").split(",", -1));
  }
}
