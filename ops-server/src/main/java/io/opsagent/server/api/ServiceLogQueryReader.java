package io.opsagent.server.api;

import io.opsagent.server.net.PlatformRows;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogTerm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of {@code GET /logs/service} and its like (spec 1.12). */
final class ServiceLogQueryReader {
  private static final Pattern KEY = Pattern.compile("(-?\\d{1,19})-(\\d{1,19})");
  private static final long DEFAULT_ROWS = 20;
  private static final long MAX_ROWS = 100;
  private static final ServiceLogOrder NEWEST_FIRST =
      new ServiceLogOrder(ServiceLogOrder.Column.TIME, true);

  private ServiceLogQueryReader() {}

  static ServiceLogQuery read(String service, QueryParameters parameters) {
    long rows = rows(parameters);
    Long page = parameters.integerWithin("page", 1, Long.MAX_VALUE);
    Long offset = parameters.integerWithin("offset", 0, Long.MAX_VALUE);
    boolean isPaged = rows > 0;
    String instance = parameters.text("instance");
    Long instanceId = instance == null ? null : number(instance);
    List<ServiceLogOrder> order = order(parameters.list("order"));
    return new ServiceLogQuery(
        filter(service, parameters, instanceId, List.of()),
        order,
        offset != null ? offset : pageStart(isPaged, page, rows),
        isPaged ? (int) rows : ServiceLogQuery.MAX_UNPAGED_ROWS,
        after(parameters, order, offset != null || page != null),
        instance != null && instanceId == null);
  }

  /** The form of a key in a header and in {@code after}. */
  static String write(ServiceLogKey key) {
    return key.timeMicros() + "-" + key.id();
  }

  /** A key as {@link #write} writes it, or null when it is not there. */
  static @Nullable ServiceLogKey key(QueryParameters parameters, String name) {
    String text = parameters.text(name);
    if (text == null || text.isBlank()) {
      return null;
    }
    Matcher key = KEY.matcher(text);
    Long time = key.matches() ? number(key.group(1)) : null;
    Long id = key.matches() ? number(key.group(2)) : null;
    if (time == null || id == null) {
      throw QueryParameters.constraint(
          name, "<key>: two numbers with a hyphen between, as an answer gave it");
    }
    return new ServiceLogKey(time, id);
  }

  private static @Nullable ServiceLogKey after(
      QueryParameters parameters, List<ServiceLogOrder> order, boolean isPagedByNumber) {
    ServiceLogKey key = key(parameters, "after");
    if (key == null) {
      return null;
    }
    if (order.size() > 1 || order.get(0).column() != ServiceLogOrder.Column.TIME) {
      throw QueryParameters.constraint("after", "<order>: ['time', '-time']; leave after or order");
    }
    if (isPagedByNumber) {
      throw QueryParameters.constraint("after", "<page>: leave out page and offset, or after");
    }
    return key;
  }

  /** Null for what is no number; an instance of another node may be named by any text. */
  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static long rows(QueryParameters parameters) {
    String name = parameters.text("rows") != null ? "rows" : "limit";
    String text = parameters.text(name);
    if (text == null) {
      return DEFAULT_ROWS;
    }
    if (text.isBlank()) {
      return 0;
    }
    Long rows = parameters.integerWithin(name, 0, MAX_ROWS);
    return rows == null ? DEFAULT_ROWS : rows;
  }

  private static long pageStart(boolean isPaged, @Nullable Long page, long rows) {
    if (!isPaged || page == null) {
      return 0;
    }
    // A page beyond all numbers is as empty as the last one that can be reached.
    return page - 1 > Long.MAX_VALUE / rows ? Long.MAX_VALUE : (page - 1) * rows;
  }

  /**
   * The filter of a call that has no pages; empty when it finds nothing.
   *
   * @param terms further conditions
   */
  static Optional<ServiceLogFilter> readFilter(
      String service, QueryParameters parameters, List<ServiceLogTerm> terms) {
    String instance = parameters.text("instance");
    Long instanceId = instance == null ? null : number(instance);
    boolean findsNothing = instance != null && instanceId == null;
    ServiceLogFilter filter = filter(service, parameters, instanceId, terms);
    return findsNothing ? Optional.empty() : Optional.of(filter);
  }

  private static ServiceLogFilter filter(
      String service,
      QueryParameters parameters,
      @Nullable Long instanceId,
      List<ServiceLogTerm> terms) {
    boolean byPlatform = Boolean.TRUE.equals(parameters.bool("admin"));
    return new ServiceLogFilter(
        byPlatform ? PlatformRows.serviceOf(service) : service,
        parameters.text("level"),
        parameters.smallInteger("status"),
        parameters.smallInteger("status_gte"),
        parameters.smallInteger("status_lte"),
        parameters.text("method"),
        parameters.text("endpoint_ident"),
        parameters.text("endpoint_like"),
        parameters.text("ip"),
        parameters.text("user_id"),
        parameters.text("request_type"),
        parameters.text("response_type"),
        parameters.bool("public"),
        // "time>=5" sent without percent-encoding is a parameter named "time>".
        later(parameters.time("time_gte", "time>=", "time>"), parameters.time("start")),
        earlier(parameters.time("time_lte", "time<=", "time<"), parameters.time("end")),
        parameters.text("path"),
        parameters.text("path_contains"),
        parameters.text("path_startswith"),
        parameters.text("path_endswith"),
        parameters.text("request_id"),
        instanceId,
        terms);
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  private static List<ServiceLogOrder> order(List<String> terms) {
    List<ServiceLogOrder> order = new ArrayList<>();
    Set<ServiceLogOrder.Column> seen = EnumSet.noneOf(ServiceLogOrder.Column.class);
    for (String term : terms) {
      boolean descending = term.startsWith("-");
      ServiceLogOrder.Column column = column(descending ? term.substring(1) : term);
      if (seen.add(column)) {
        order.add(new ServiceLogOrder(column, descending));
      }
    }
    return order.isEmpty() ? List.of(NEWEST_FIRST) : List.copyOf(order);
  }

  private static ServiceLogOrder.Column column(String name) {
    for (ServiceLogOrder.Column column : ServiceLogOrder.Column.values()) {
      if (wireName(column).equals(name)) {
        return column;
      }
    }
    String allowed =
        Stream.of(ServiceLogOrder.Column.values())
            .map(ServiceLogQueryReader::wireName)
            .flatMap(known -> Stream.of("'" + known + "'", "'-" + known + "'"))
            .collect(Collectors.joining(", ", "[", "]"));
    throw QueryParameters.constraint("order", "<enum>: " + allowed);
  }

  private static String wireName(ServiceLogOrder.Column column) {
    return column.name().toLowerCase(Locale.ROOT);
  }
}
