package io.opsagent.storage;

import io.opsagent.storage.errors.ErrorEndpoint;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the counts of a span, some hours at a time and the newest first, so that a month of very
 * many different exceptions gives what was read when the time is over. For one thread.
 */
final class ErrorSums {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_HOURS = 24;

  /** Fingerprints at endpoints that are told apart. */
  private static final int MAX_SUMS = 10_000;

  private final SearchRun run;
  private final ErrorSpan span;
  private final Map<Key, Sum> sums = new HashMap<>();
  private long total;
  private boolean isComplete = true;

  ErrorSums(SearchRun run, ErrorSpan span) {
    this.run = run;
    this.span = span;
  }

  private record Key(String fingerprint, String exceptionType, String endpoint) {}

  /** One key's counts. */
  private record Sum(
      Key key,
      @Nullable String route,
      @Nullable String place,
      @Nullable String message,
      long errors,
      long notStored,
      long firstMicros,
      long lastMicros) {

    /** Texts are those of the newer one, which is this one. */
    Sum plus(Sum older) {
      return new Sum(
          key,
          route == null ? older.route : route,
          place == null ? older.place : place,
          message == null ? older.message : message,
          errors + older.errors,
          notStored + older.notStored,
          Math.min(firstMicros, older.firstMicros),
          Math.max(lastMicros, older.lastMicros));
    }
  }

  ErrorSummary run() {
    Instant first = span.from().truncatedTo(ChronoUnit.HOURS);
    Instant countedFrom = span.to();
    int hours = 1;
    try {
      Instant oldest = oldest();
      if (oldest != null && first.isBefore(oldest)) {
        first = oldest;
      }
      Instant to = span.to();
      while (oldest != null && !to.isBefore(first)) {
        Instant from = to.truncatedTo(ChronoUnit.HOURS).minus(HOUR.multipliedBy(hours - 1L));
        add(from.isBefore(first) ? first : from, to);
        countedFrom = from;
        to = from.minusNanos(1_000);
        hours = Math.min(MOST_HOURS, hours * 2);
      }
      return summary(null);
    } catch (SearchRun.TimeOver e) {
      isComplete = false;
      return summary(countedFrom);
    }
  }

  /** The first hour that is kept; null when there is none. Spans begin long before. */
  private @Nullable Instant oldest() throws SearchRun.TimeOver {
    List<Long> hours =
        run.numbers(
            "SELECT hour_micros FROM log_error WHERE hour_micros >= ? ORDER BY hour_micros LIMIT 1",
            List.of(Micros.of(span.from().truncatedTo(ChronoUnit.HOURS))));
    return hours.isEmpty() ? null : Micros.toInstant(hours.get(0));
  }

  private void add(Instant from, Instant to) throws SearchRun.TimeOver {
    Conditions conditions = conditions(span, from, to);
    List<Sum> found =
        run.ask(
            "SELECT fingerprint, exception_type, endpoint, MAX(route), MAX(place), MAX(message),"
                + " SUM(errors), SUM(not_stored), MIN(first_micros), MAX(last_micros)"
                + " FROM log_error"
                + conditions.where()
                + " GROUP BY fingerprint, exception_type, endpoint",
            conditions.values(),
            query ->
                query
                    .map(
                        (row, context) ->
                            new Sum(
                                new Key(row.getString(1), row.getString(2), row.getString(3)),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10)))
                    .list());
    for (Sum sum : found) {
      total += sum.errors();
      if (sums.size() < MAX_SUMS || sums.containsKey(sum.key())) {
        sums.merge(sum.key(), sum, Sum::plus);
      } else {
        isComplete = false;
      }
    }
  }

  private ErrorSummary summary(@Nullable Instant countedFrom) {
    Map<List<String>, List<Sum>> byGroup = new HashMap<>();
    Map<List<String>, List<Sum>> byEndpoint = new HashMap<>();
    for (Sum sum : sums.values()) {
      Key key = sum.key();
      byGroup
          .computeIfAbsent(List.of(key.fingerprint(), key.exceptionType()), k -> new ArrayList<>())
          .add(sum);
      byEndpoint
          .computeIfAbsent(List.of(key.fingerprint(), key.endpoint()), k -> new ArrayList<>())
          .add(sum);
    }
    List<ErrorGroup> groups =
        byGroup.values().stream()
            .map(ErrorSums::group)
            .sorted(
                Comparator.comparingLong(ErrorGroup::errors)
                    .reversed()
                    .thenComparing(ErrorGroup::fingerprint)
                    .thenComparing(ErrorGroup::exceptionType))
            .toList();
    List<ErrorEndpoint> endpoints =
        byEndpoint.values().stream()
            .map(ErrorSums::endpoint)
            .sorted(
                Comparator.comparingLong(ErrorEndpoint::errors)
                    .reversed()
                    .thenComparing(ErrorEndpoint::fingerprint)
                    .thenComparing(ErrorEndpoint::endpoint))
            .toList();
    return new ErrorSummary(groups, endpoints, total, isComplete, countedFrom);
  }

  private static ErrorGroup group(List<Sum> sums) {
    Sum all = all(sums);
    return new ErrorGroup(
        all.key().fingerprint(),
        all.key().exceptionType(),
        all.errors(),
        all.notStored(),
        sums.stream().map(sum -> sum.key().endpoint()).distinct().count(),
        Micros.toInstant(all.firstMicros()),
        Micros.toInstant(all.lastMicros()),
        all.place(),
        all.message());
  }

  private static ErrorEndpoint endpoint(List<Sum> sums) {
    Sum all = all(sums);
    return new ErrorEndpoint(
        all.key().fingerprint(),
        all.key().endpoint(),
        all.route(),
        all.errors(),
        Micros.toInstant(all.lastMicros()));
  }

  private static Sum all(List<Sum> sums) {
    return sums.stream().reduce(Sum::plus).orElseThrow();
  }

  /** Which counts belong to a span, between two times of it. */
  static Conditions conditions(ErrorSpan span, Instant from, Instant to) {
    Conditions conditions =
        new Conditions()
            .equal("service", TextColumn.fit(span.service(), ServiceLogTable.SERVICE_CHARS))
            .within("hour_micros", Micros.of(from.truncatedTo(ChronoUnit.HOURS)), Micros.of(to))
            .equal("fingerprint", span.fingerprint())
            .equal("endpoint", span.endpoint());
    String type = span.exceptionType();
    if (type != null) {
      conditions.addAll(
          "(exception_type = ? OR exception_type LIKE ? ESCAPE '" + LikePattern.ESCAPE + "')",
          List.of(type, "%." + LikePattern.escape(type)));
    }
    return conditions;
  }
}
