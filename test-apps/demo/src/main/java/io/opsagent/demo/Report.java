package io.opsagent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Captured requests as text for a terminal: a table, and one request with all its members. */
final class Report {
  private static final int MAX_TEXT = 76;
  private static final int MAX_PATH = 44;
  private static final List<String> DETAILS =
      List.of(
          "id",
          "level",
          "status",
          "duration",
          "method",
          "full_url",
          "ip",
          "endpoint_ident",
          "endpoint_ref",
          "request_type",
          "request_headers",
          "data",
          "response_type",
          "response_headers",
          "result",
          "messages");

  private final DateTimeFormatter time;

  /**
   * Makes a report.
   *
   * @param zone zone of the times that are shown
   */
  Report(ZoneId zone) {
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
  }

  /** Writes rows of the log list, one line each. */
  String table(List<JsonNode> rows) {
    StringBuilder text = new StringBuilder();
    line(text, "TIME", "LEVEL", "METHOD", "STATUS", "MS", "PATH", "ENDPOINT");
    for (JsonNode row : rows) {
      line(
          text,
          time.format(Instant.ofEpochMilli(Math.round(row.path("time").asDouble() * 1000))),
          row.path("level").asText(),
          row.path("method").asText().toUpperCase(Locale.ROOT),
          row.path("status").asText(),
          row.path("duration").asText(),
          shortened(row.path("path").asText(), MAX_PATH),
          row.path("endpoint_ident").isTextual() ? row.path("endpoint_ident").asText() : "-");
    }
    return text.toString();
  }

  /** Writes one captured request, one member a line; objects and lists have indented lines. */
  String detail(JsonNode row) {
    StringBuilder text = new StringBuilder();
    for (String member : DETAILS) {
      append(text, "  ", member, row.path(member));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String indent, String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return;
    }
    if (value.isObject()) {
      text.append(indent).append(name).append('\n');
      value
          .properties()
          .forEach(member -> append(text, indent + "  ", member.getKey(), member.getValue()));
    } else if (value.isArray()) {
      value.forEach(element -> append(text, indent, name, element));
    } else {
      String oneLine = value.asText().strip().replaceAll("\\s+", " ");
      text.append(indent)
          .append(String.format(Locale.ROOT, "%-20s", name))
          .append(' ')
          .append(shortened(oneLine, MAX_TEXT))
          .append('\n');
    }
  }

  private static void line(StringBuilder text, String... cells) {
    String row =
        String.format(Locale.ROOT, "  %-12s %-5s %-6s %-6s %5s  %-44s %s", (Object[]) cells);
    text.append(row.stripTrailing()).append('\n');
  }

  private static String shortened(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, maxLength - 3) + "...";
  }
}
