package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/stats/endpoints} and {@code GET /v1/stats/series}: what was counted of every
 * request, whether it has a row in the log or not.
 */
final class StatsResource {
  private static final long DEFAULT_ENDPOINTS = 100;
  private static final long MAX_ENDPOINTS = 1_000;
  private static final int MAX_ENDPOINTS_WITH_POINTS = 50;

  private final TrafficHistory history;
  private final Coverage coverage;
  private final Clock clock;

  StatsResource(TrafficHistory history, Coverage coverage, Clock clock) {
    this.history = history;
    this.coverage = coverage;
    this.clock = clock;
  }

  void endpoints(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan span = StatsSpan.read(parameters, clock);
    Long rows = parameters.integerWithin("rows", 1, MAX_ENDPOINTS);
    Map<String, Traffic> totals = history.totals(span.from(), span.to());
    Map<String, Traffic> before =
        isCompared(parameters)
            ? history.totals(span.before().from(), span.before().to())
            : Map.of();
    Set<String> only = new HashSet<>(parameters.all("endpoint"));
    only.remove("");
    Duration step = step(parameters, span, only);
    List<Endpoint> endpoints = new ArrayList<>();
    totals.forEach(
        (endpoint, traffic) -> {
          if (!endpoint.equals(SeriesRow.ALL) && (only.isEmpty() || only.contains(endpoint))) {
            endpoints.add(
                new Endpoint(
                    endpoint,
                    TrafficFigures.of(traffic, span.length()),
                    figures(before.get(endpoint), span),
                    step == null ? null : counts(endpoint, span, step)));
          }
        });
    endpoints.sort(
        Comparator.comparingLong((Endpoint endpoint) -> endpoint.figures().requests())
            .reversed()
            .thenComparing(Endpoint::endpoint));
    int shown = (int) Math.min(rows == null ? DEFAULT_ENDPOINTS : rows, endpoints.size());
    Answers.send(
        ctx,
        new Endpoints(
            span.from().toString(),
            span.to().toString(),
            figures(totals.get(SeriesRow.ALL), span),
            figures(before.get(SeriesRow.ALL), span),
            endpoints.subList(0, shown),
            endpoints.size() - shown,
            coverage.ofTotals(span.from())));
  }

  /** Null where no points are asked for; they are read endpoint by endpoint. */
  private static @Nullable Duration step(
      QueryParameters parameters, StatsSpan span, Set<String> only) {
    if (parameters.text("step") == null) {
      return null;
    }
    if (only.isEmpty() || only.size() > MAX_ENDPOINTS_WITH_POINTS) {
      throw ApiException.badRequest(
          "'step' goes with 1 to "
              + MAX_ENDPOINTS_WITH_POINTS
              + " different 'endpoint' (they are "
              + only.size()
              + "; name those whose points are wanted, or leave out step)");
    }
    return StatsStep.read(parameters, span);
  }

  private List<Counts> counts(String endpoint, StatsSpan span, Duration step) {
    List<Counts> counts = new ArrayList<>();
    history
        .series(endpoint, span.from(), span.to(), step)
        .forEach(
            (start, traffic) ->
                counts.add(
                    new Counts(
                        start.toString(),
                        traffic.requests(),
                        traffic.ofStatusClass(4),
                        traffic.ofStatusClass(5) + traffic.ofStatusClass(0))));
    return counts;
  }

  void series(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan span = StatsSpan.read(parameters, clock);
    String endpoint = parameters.text("endpoint");
    String name = endpoint == null ? SeriesRow.ALL : endpoint;
    Duration step = StatsStep.read(parameters, span);
    List<Point> previous = null;
    if (isCompared(parameters)) {
      StatsSpan before = span.before();
      previous = points(history.series(name, before.from(), before.to(), step), step);
    }
    Answers.send(
        ctx,
        new Series(
            name,
            span.from().toString(),
            span.to().toString(),
            step.toSeconds(),
            points(history.series(name, span.from(), span.to(), step), step),
            previous,
            coverage.ofSeries(span.from(), step)));
  }

  private static boolean isCompared(QueryParameters parameters) {
    return Boolean.TRUE.equals(parameters.bool("cmp"));
  }

  private static @Nullable TrafficFigures figures(@Nullable Traffic traffic, StatsSpan span) {
    return traffic == null ? null : TrafficFigures.of(traffic, span.length());
  }

  private static List<Point> points(SortedMap<Instant, Traffic> steps, Duration step) {
    List<Point> points = new ArrayList<>();
    steps.forEach(
        (start, traffic) ->
            points.add(new Point(start.toString(), TrafficFigures.of(traffic, step))));
    return points;
  }

  /**
   * Answer of {@code /v1/stats/endpoints}.
   *
   * @param from first instant
   * @param to instant that is not included
   * @param all figures of all requests together, or null when there were none
   * @param allBefore the same of the span before, if {@code cmp} asks for it
   * @param endpoints the busiest first
   * @param endpointsLeftOut how many more there are
   * @param reach how far it reaches
   */
  record Endpoints(
      String from,
      String to,
      @Nullable TrafficFigures all,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TrafficFigures allBefore,
      List<Endpoint> endpoints,
      int endpointsLeftOut,
      @JsonUnwrapped Coverage.Reach reach) {}

  /**
   * One endpoint.
   *
   * @param endpoint operation id
   * @param figures in the span
   * @param figuresBefore in the span before, if {@code cmp} asks for it and there were requests
   * @param points steps with traffic, in order of time, if {@code step} asks for them
   */
  record Endpoint(
      String endpoint,
      TrafficFigures figures,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TrafficFigures figuresBefore,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Counts> points) {}

  /**
   * What was counted of one endpoint in one step, in short.
   *
   * @param time beginning of the step
   * @param requests that ended
   * @param clientErrors of them with a status of 400 to 499
   * @param serverErrors of them with a status of 500 and more, or without an answer
   */
  record Counts(String time, long requests, long clientErrors, long serverErrors) {}

  /**
   * Answer of {@code /v1/stats/series}.
   *
   * @param endpoint operation id, empty for all requests
   * @param from first instant
   * @param to instant that is not included
   * @param stepSeconds length of a step
   * @param points steps with traffic, in order of time
   * @param pointsBefore those of the span before, if {@code cmp} asks for them
   * @param reach how far it reaches
   */
  record Series(
      String endpoint,
      String from,
      String to,
      long stepSeconds,
      List<Point> points,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Point> pointsBefore,
      @JsonUnwrapped Coverage.Reach reach) {}

  /**
   * One step.
   *
   * @param time its beginning
   * @param figures in it
   */
  record Point(String time, TrafficFigures figures) {}
}
