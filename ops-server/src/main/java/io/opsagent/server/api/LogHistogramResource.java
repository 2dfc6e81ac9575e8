package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/logs/histogram}: requests by time and class of status. Exact, of all requests,
 * where nothing but time and endpoint is asked for; else of rows, for two seconds, the newest
 * first.
 */
final class LogHistogramResource {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final TrafficHistory history;
  private final LeftOutRows leftOut;
  private final LogLife life;
  private final Clock clock;

  LogHistogramResource(
      ServiceLogRepository serviceLogs,
      String service,
      TrafficHistory history,
      LeftOutRows leftOut,
      LogLife life,
      Clock clock) {
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.history = history;
    this.leftOut = leftOut;
    this.life = life;
    this.clock = clock;
  }

  void get(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan span = StatsSpan.read(parameters, clock);
    Duration step = StatsStep.read(parameters, span);
    ServiceLogFilter filter = OwnLogQuery.filter(service, parameters, "", span.from(), span.to());
    boolean isExact = OwnLogQuery.isByTimeAndEndpoint(filter);
    TreeMap<Instant, long[]> steps = new TreeMap<>();
    ServiceLogScan scan = null;
    if (isExact) {
      addExact(steps, filter, span, step);
    } else {
      scan = addRows(steps, filter, step);
    }
    boolean isComplete = scan == null || scan.isComplete();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("from", span.from().toString());
    answer.put("to", span.to().toString());
    answer.put("stepSeconds", step.toSeconds());
    answer.put("exact", isExact);
    answer.put("countedFrom", scan == null || isComplete ? null : Metadata.time(scan.oldest()));
    answer.put("points", points(steps));
    answer.put("leftOut", leftOut.counts(span.from(), span.to()));
    answer.putAll(life.reach(span.from(), isComplete, step.toSeconds()));
    Answers.send(ctx, answer);
  }

  private void addExact(
      Map<Instant, long[]> steps, ServiceLogFilter filter, StatsSpan span, Duration step) {
    for (String endpoint : LogFacetResource.endpoints(filter)) {
      history
          .series(endpoint, span.from(), span.to(), step)
          .forEach(
              (start, traffic) -> {
                long[] counts = counts(steps, start);
                for (int i = 0; i < StatusClass.COUNT; i++) {
                  counts[i] += traffic.ofStatusClass(i);
                }
              });
    }
  }

  /** Few rows are read; more are counted from an index, where that has what is asked for. */
  private ServiceLogScan addRows(
      Map<Instant, long[]> steps, ServiceLogFilter filter, Duration step) {
    Duration half = MAX_TIME.dividedBy(2);
    ServiceLogScan scan =
        serviceLogs.scan(
            filter, LogSummaryResource.MAX_ROWS, half, row -> add(steps, row, 1, step));
    if (scan.isComplete()) {
      return scan;
    }
    Map<Instant, long[]> tallied = new TreeMap<>();
    Optional<ServiceLogScan> tally =
        serviceLogs.tally(filter, step, half, (row, times) -> add(tallied, row, times, step));
    if (tally.isPresent() && tally.get().rows() > scan.rows()) {
      steps.clear();
      steps.putAll(tallied);
      return tally.get();
    }
    return scan;
  }

  private static void add(
      Map<Instant, long[]> steps, ServiceLogFacts row, long times, Duration step) {
    long second = row.time().getEpochSecond();
    Instant start = Instant.ofEpochSecond(second - Math.floorMod(second, step.toSeconds()));
    counts(steps, start)[StatusClass.of(row.status())] += times;
  }

  private static long[] counts(Map<Instant, long[]> steps, Instant start) {
    return steps.computeIfAbsent(start, k -> new long[StatusClass.COUNT]);
  }

  private static List<Point> points(Map<Instant, long[]> steps) {
    List<Point> points = new ArrayList<>();
    steps.forEach(
        (start, counts) -> {
          long requests = 0;
          Map<String, Long> classes = new LinkedHashMap<>();
          for (int i = 0; i < StatusClass.COUNT; i++) {
            requests += counts[i];
            if (counts[i] > 0) {
              classes.put(StatusClass.name(i), counts[i]);
            }
          }
          points.add(new Point(start.toString(), requests, classes));
        });
    return points;
  }

  /**
   * One step with requests.
   *
   * @param time its beginning
   * @param requests in it
   * @param statusClasses {@code 1xx} to {@code 5xx} and {@code none}, those that came
   */
  record Point(String time, long requests, Map<String, Long> statusClasses) {}
}
