package io.opsagent.server.api;

import java.time.Duration;
import java.util.List;

/** The length of the steps of a chart: what somebody would take on a clock. */
final class StatsStep {
  private static final long MAX_POINTS = 1_500;
  private static final long WANTED_POINTS = 120;

  /** Each a multiple of a resolution of statistics. */
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1));

  private StatsStep() {}

  /** Reads {@code step}, seconds; without it a span has about a hundred steps. */
  static Duration read(QueryParameters parameters, StatsSpan span) {
    Long seconds = parameters.integer("step");
    if (seconds == null) {
      return STEPS.stream()
          .filter(step -> span.length().dividedBy(step) <= WANTED_POINTS)
          .findFirst()
          .orElse(Duration.ofDays(1));
    }
    Duration step = Duration.ofSeconds(seconds);
    if (!STEPS.contains(step)) {
      throw ApiException.badRequest(
          "'step' is "
              + seconds
              + " (allowed are "
              + String.join(", ", STEPS.stream().map(one -> "" + one.toSeconds()).toList())
              + " seconds)");
    }
    if (span.length().dividedBy(step) > MAX_POINTS) {
      throw ApiException.badRequest(
          "'step' is "
              + seconds
              + ", which makes more than "
              + MAX_POINTS
              + " points of the span from 'from' to 'to' (take a longer step or a shorter span)");
    }
    return step;
  }
}
