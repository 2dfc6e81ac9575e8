package io.opsagent.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Query of {@code GET /logs/service} (operations-api.md 1.12). Immutable. */
public final class LogFilter {
  private final Map<String, String> parameters;

  private LogFilter(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** Every row. */
  public static LogFilter all() {
    return new LogFilter(Map.of());
  }

  /** Rows of the request that carried this {@code X-Request-ID}. */
  public static LogFilter requestId(String id) {
    return all().with("request_id", id);
  }

  /** Rows with this raw path. */
  public static LogFilter path(String path) {
    return all().with("path", path);
  }

  /** A copy with one more parameter. */
  public LogFilter with(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(parameters);
    copy.put(name, value);
    return new LogFilter(copy);
  }

  String query() {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  @Override
  public String toString() {
    return parameters.isEmpty() ? "all" : query();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
