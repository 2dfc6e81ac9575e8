package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.api.LogFacets.Facet;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import io.opsagent.storage.ServiceLogTerm;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/logs/facets}: how often each value of a column is among the rows of a span, under
 * all filters but the column's own, so that each number is what one more choice would leave. Two
 * seconds in all; a count that is not complete says so. Status and endpoint come from exact
 * statistics where these know the answer.
 */
final class LogFacetResource {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final Duration ANY_STEP = Duration.ofDays(1);
  private static final int DEFAULT_VALUES = 7;
  private static final int MAX_VALUES = 200;

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final TrafficHistory history;
  private final LeftOutRows leftOut;
  private final LogLife life;
  private final Clock clock;

  LogFacetResource(
      ServiceLogRepository serviceLogs,
      String service,
      Supplier<LogPrivacy> privacy,
      TrafficHistory history,
      LeftOutRows leftOut,
      LogLife life,
      Clock clock) {
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.privacy = privacy;
    this.history = history;
    this.leftOut = leftOut;
    this.life = life;
    this.clock = clock;
  }

  void get(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan span = StatsSpan.read(parameters, clock);
    List<Facet> facets = facets(parameters.list("facets"));
    Long asked = parameters.integerWithin("limit", 1, MAX_VALUES);
    int limit = asked == null ? DEFAULT_VALUES : asked.intValue();
    long deadlineNanos = System.nanoTime() + MAX_TIME.toNanos();
    Map<Facet, View> views = new EnumMap<>(Facet.class);
    Map<String, List<Facet>> fromRows = new LinkedHashMap<>();
    for (Facet facet : facets) {
      ServiceLogFilter filter = filter(parameters, span, facet.filter());
      ValueCounts exact = exact(facet, filter, span);
      if (exact != null) {
        views.put(facet, view(exact, limit, true, true));
      } else {
        // Those that are not filtered by share one look at the rows.
        boolean isFiltered = !filter.equals(filter(parameters, span, ""));
        fromRows
            .computeIfAbsent(isFiltered ? facet.filter() : "", k -> new ArrayList<>())
            .add(facet);
      }
    }
    int looksLeft = fromRows.size();
    for (Map.Entry<String, List<Facet>> look : fromRows.entrySet()) {
      long leftNanos = Math.max(0, deadlineNanos - System.nanoTime()) / looksLeft--;
      ServiceLogFilter filter = filter(parameters, span, look.getKey());
      views.putAll(look(filter, look.getValue(), limit, Duration.ofNanos(leftNanos)));
    }
    Answers.send(ctx, answer(span, facets, views));
  }

  /** Few rows are read; what is more is counted from an index, as far as that has it. */
  private Map<Facet, View> look(
      ServiceLogFilter filter, List<Facet> facets, int limit, Duration maxTime) {
    Map<Facet, View> views = new EnumMap<>(Facet.class);
    LogFacets counts = new LogFacets(facets, privacy.get());
    ServiceLogScan scan =
        serviceLogs.scan(filter, LogSummaryResource.MAX_ROWS, maxTime.dividedBy(2), counts::add);
    for (Facet facet : facets) {
      views.put(facet, view(counts.of(facet), limit, false, scan.isComplete()));
    }
    List<Facet> ofKinds = facets.stream().filter(Facet::isOfKinds).toList();
    if (!scan.isComplete() && !ofKinds.isEmpty()) {
      LogFacets tallied = new LogFacets(ofKinds, privacy.get());
      Optional<ServiceLogScan> tally =
          serviceLogs.tally(filter, ANY_STEP, maxTime.dividedBy(2), tallied::add);
      if (tally.isPresent() && tally.get().rows() > scan.rows()) {
        boolean isComplete = tally.get().isComplete();
        for (Facet facet : ofKinds) {
          views.put(facet, view(tallied.of(facet), limit, false, isComplete));
        }
      }
    }
    return views;
  }

  private Map<String, @Nullable Object> answer(
      StatsSpan span, List<Facet> facets, Map<Facet, View> views) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    facets.forEach(facet -> byName.put(facet.wireName(), views.get(facet)));
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("from", span.from().toString());
    answer.put("to", span.to().toString());
    answer.put("facets", byName);
    boolean isWhole = views.values().stream().allMatch(View::complete);
    answer.put("leftOut", leftOut.counts(span.from(), span.to()));
    answer.putAll(life.reach(span.from(), isWhole, null));
    return answer;
  }

  private ServiceLogFilter filter(QueryParameters parameters, StatsSpan span, String without) {
    return OwnLogQuery.filter(service, parameters, without, span.from(), span.to());
  }

  private static List<Facet> facets(List<String> names) {
    if (names.isEmpty()) {
      return List.of(Facet.values());
    }
    return names.stream().distinct().map(LogFacetResource::facet).toList();
  }

  private static Facet facet(String name) {
    return Stream.of(Facet.values())
        .filter(facet -> facet.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badRequest(
                    "'facets' holds '"
                        + ApiException.echo(name)
                        + "' (allowed are "
                        + String.join(", ", Stream.of(Facet.values()).map(Facet::wireName).toList())
                        + ")"));
  }

  /** Counts of all requests, or null where statistics do not know them. */
  private @Nullable ValueCounts exact(Facet facet, ServiceLogFilter filter, StatsSpan span) {
    boolean isKnown = facet == Facet.STATUS || facet == Facet.ENDPOINT;
    if (!isKnown || !OwnLogQuery.isByTimeAndEndpoint(filter)) {
      return null;
    }
    Map<String, Traffic> totals = history.totals(span.from(), span.to());
    ValueCounts counts = new ValueCounts();
    if (facet == Facet.ENDPOINT) {
      totals.forEach(
          (endpoint, traffic) -> {
            if (!endpoint.equals(SeriesRow.ALL)) {
              counts.add(endpoint, traffic.requests());
            }
          });
      return counts;
    }
    for (String endpoint : endpoints(filter)) {
      Traffic traffic = totals.get(endpoint);
      for (int i = 0; traffic != null && i < StatusClass.COUNT; i++) {
        counts.add(StatusClass.name(i), traffic.ofStatusClass(i));
      }
    }
    return counts;
  }

  /** The series that make up a filter by time and endpoint. */
  static List<String> endpoints(ServiceLogFilter filter) {
    return filter.terms().isEmpty()
        ? List.of(SeriesRow.ALL)
        : filter.terms().stream()
            .flatMap(term -> ((ServiceLogTerm.OneOf) term).values().stream())
            .distinct()
            .toList();
  }

  private static View view(ValueCounts counts, int limit, boolean isExact, boolean isComplete) {
    Map<String, Long> top = counts.top(limit);
    List<Value> values = new ArrayList<>();
    top.forEach((value, count) -> values.add(new Value(value, count)));
    return new View(values, counts.others(top), counts.values() - top.size(), isExact, isComplete);
  }

  /**
   * What was counted of one facet.
   *
   * @param values the most frequent first
   * @param other rows with further values
   * @param otherValues how many these are; 10,000 and more are not told apart
   * @param exact whether all requests were counted, with a row or without
   * @param complete false when there are more rows than were looked at
   */
  record View(List<Value> values, long other, int otherValues, boolean exact, boolean complete) {}

  /**
   * One value.
   *
   * @param value as the filter takes it
   * @param count how often
   */
  record Value(String value, long count) {}
}
