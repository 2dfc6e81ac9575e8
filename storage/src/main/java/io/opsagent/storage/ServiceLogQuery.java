package io.opsagent.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The condition and order of a {@link ServiceLogFilter} in SQL. Column names are written here;
 * every value is a parameter.
 */
final class ServiceLogQuery {
  /** Not the backslash, which MySQL reads in string literals too. */
  private static final char ESCAPE = '!';

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Columns of the filter that are in front of the time in the index that serves it. */
  private final List<String> indexed;

  ServiceLogQuery(ServiceLogFilter filter) {
    equal("service", TextColumn.fit(filter.service(), ServiceLogTable.SERVICE_CHARS));
    String level = filter.level();
    equal("level", level == null ? null : level.toUpperCase(Locale.ROOT));
    equal("status", filter.status());
    compare("status >= ?", filter.statusGte());
    compare("status <= ?", filter.statusLte());
    compare("UPPER(method) = UPPER(?)", filter.method());
    equal("endpoint_ident", fit(filter.endpointIdent(), ServiceLogTable.ENDPOINT_CHARS));
    endpointLike(filter.endpointLike());
    equal("ip", fit(filter.ip(), ServiceLogTable.IP_CHARS));
    bucketed("user_bucket", "user_id", fit(filter.userId(), ServiceLogTable.USER_ID_CHARS));
    equal("request_type", fit(filter.requestType(), ServiceLogTable.MEDIA_TYPE_CHARS));
    equal("response_type", fit(filter.responseType(), ServiceLogTable.MEDIA_TYPE_CHARS));
    equal("is_public", filter.isPublic());
    compare("time_micros >= ?", filter.timeGte() == null ? null : Micros.of(filter.timeGte()));
    compare("time_micros <= ?", filter.timeLte() == null ? null : Micros.of(filter.timeLte()));
    equal("path", fit(filter.path(), ServiceLogTable.PATH_CHARS));
    like("path", "%", filter.pathContains(), "%");
    like("path", "", filter.pathStartsWith(), "%");
    like("path", "%", filter.pathEndsWith(), "");
    bucketed(
        "request_bucket", "request_id", fit(filter.requestId(), ServiceLogTable.REQUEST_ID_CHARS));
    indexed = indexed(filter);
  }

  /** Begins with a blank. */
  String where() {
    return " WHERE " + String.join(" AND ", conditions);
  }

  /** Values of the parameters of {@link #where()}, in order. */
  List<Object> values() {
    return values;
  }

  /**
   * Begins with a blank; ends in the id, so that rows with equal values have an order too.
   *
   * @param order at least one term
   */
  String orderBy(List<ServiceLogOrder> order) {
    ServiceLogOrder first = order.get(0);
    List<String> terms = new ArrayList<>();
    if (first.column() == ServiceLogOrder.Column.TIME) {
      // Constants in the selection, but with them H2 sees that the index has the rows in order.
      indexed.forEach(column -> terms.add(column + direction(first)));
    }
    order.forEach(term -> terms.add(column(term.column()) + direction(term)));
    return " ORDER BY " + String.join(", ", terms) + ", id" + direction(first);
  }

  private static String column(ServiceLogOrder.Column column) {
    return switch (column) {
      case TIME -> "time_micros";
      case DURATION -> "duration_micros";
      case IN_TRAFFIC -> "in_traffic_bytes";
      case OUT_TRAFFIC -> "out_traffic_bytes";
      // Engines disagree on where nulls stand; here they are the smallest.
      case LENGTH -> "COALESCE(length_bytes, -1)";
    };
  }

  private static String direction(ServiceLogOrder term) {
    return term.descending() ? " DESC" : " ASC";
  }

  private static List<String> indexed(ServiceLogFilter filter) {
    if (filter.requestId() != null) {
      return List.of("service", "request_bucket");
    }
    if (filter.userId() != null) {
      return List.of("service", "user_bucket");
    }
    if (filter.endpointIdent() != null) {
      return List.of("service", "endpoint_ident");
    }
    return filter.level() != null ? List.of("service", "level") : List.of("service");
  }

  private void equal(String column, @Nullable Object value) {
    compare(column + " = ?", value);
  }

  private void bucketed(String bucketColumn, String column, @Nullable String value) {
    equal(bucketColumn, Bucket.of(value));
    equal(column, value);
  }

  private void compare(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private void like(String column, String before, @Nullable String part, String after) {
    if (part != null) {
      conditions.add(column + " LIKE ? ESCAPE '" + ESCAPE + "'");
      values.add(before + escape(part) + after);
    }
  }

  private void endpointLike(@Nullable String part) {
    if (part != null) {
      // LOWER of the database on both sides, so that both fold letters in the same way.
      String contains = " LIKE LOWER(?) ESCAPE '" + ESCAPE + "'";
      conditions.add(
          "(LOWER(endpoint_ident)"
              + contains
              + " OR LOWER(endpoint_ref)"
              + contains
              + " OR LOWER(path)"
              + contains
              + ")");
      String pattern = "%" + escape(part) + "%";
      values.addAll(List.of(pattern, pattern, pattern));
    }
  }

  private static @Nullable String fit(@Nullable String value, int maxChars) {
    return TextColumn.fitOrNull(value, maxChars);
  }

  private static String escape(String part) {
    String clean = TextColumn.fit(part, ServiceLogTable.PATH_CHARS);
    StringBuilder out = new StringBuilder(clean.length() + 8);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c == '%' || c == '_' || c == ESCAPE) {
        out.append(ESCAPE);
      }
      out.append(c);
    }
    return out.toString();
  }
}
