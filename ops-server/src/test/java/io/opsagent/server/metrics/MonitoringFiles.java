package io.opsagent.server.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of docs/monitoring, and the metrics that they name. */
final class MonitoringFiles {
  static final Path FOLDER = Path.of("..", "docs", "monitoring");
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "bool", "Inf");

  private MonitoringFiles() {}

  static JsonNode read(String name) throws IOException {
    // JSON is YAML, too.
    return YAML.readTree(FOLDER.resolve(name).toFile());
  }

  /** The expressions of the alert rules. */
  static List<String> ruleExpressions() throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode group : read("alerts.yml").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        all.add(rule.get("expr").asText());
      }
    }
    return all;
  }

  /** The expressions of the dashboard's panels, with values for its variables. */
  static List<String> dashboardExpressions() throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode panel : read("grafana-dashboard.json").get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(
            target
                .get("expr")
                .asText()
                .replace("$__rate_interval", "1m")
                .replace("$job", "opsagent")
                .replace("$instance", ".*"));
      }
    }
    return all;
  }

  /** The names of metrics in an expression of PromQL. */
  static Set<String> metricsOf(String expression) {
    String bare =
        expression
            .replaceAll("\"[^\"]*\"", "")
            .replaceAll("\\{[^}]*}", "")
            .replaceAll("\\[[^]]*]", "")
            .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "");
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(bare);
    while (matcher.find()) {
      boolean isFunction = bare.substring(matcher.end()).stripLeading().startsWith("(");
      if (!isFunction && !WORDS.contains(matcher.group())) {
        names.add(matcher.group());
      }
    }
    return names;
  }
}
