package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts rows by the values of five columns (spec 1.14). For one thread. */
final class LogValues {
  private record Column(
      String name, Function<ServiceLogFacts, @Nullable Object> value, ValueCounts counts) {}

  private final List<Column> columns =
      List.of(
          column("method", row -> row.method().toLowerCase(Locale.ROOT)),
          column("level", ServiceLogFacts::level),
          column("status", ServiceLogFacts::status),
          column("request_type", ServiceLogFacts::requestType),
          column("response_type", ServiceLogFacts::responseType));

  private static Column column(String name, Function<ServiceLogFacts, @Nullable Object> value) {
    return new Column(name, value, new ValueCounts());
  }

  void add(ServiceLogFacts row) {
    for (Column column : columns) {
      Object value = column.value().apply(row);
      if (value != null) {
        column.counts().add(value.toString());
      }
    }
  }

  /** From the name of a column to its values, the most frequent first. */
  Map<String, Map<String, Long>> view() {
    Map<String, Map<String, Long>> view = new LinkedHashMap<>();
    columns.forEach(column -> view.put(column.name(), column.counts().top(ValueCounts.MAX_VALUES)));
    return view;
  }
}
