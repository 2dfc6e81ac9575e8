package io.opsagent.server.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The span of time that statistics are asked for: {@code from} and {@code to} in any form of time
 * of the protocol, the last hour when they are absent.
 *
 * @param from first instant
 * @param to instant that is not included, never in the future
 */
record StatsSpan(Instant from, Instant to) {
  private static final Duration DEFAULT = Duration.ofHours(1);

  static StatsSpan read(QueryParameters parameters, Clock clock) {
    Instant now = clock.instant();
    Instant to = parameters.time("to");
    Instant end = to == null || to.isAfter(now) ? now : to;
    Instant from = parameters.time("from");
    Instant begin = from == null ? end.minus(DEFAULT) : from;
    if (!begin.isBefore(end)) {
      throw ApiException.badRequest(
          "'from' is "
              + begin
              + ", which is not before 'to', "
              + end
              + " (allowed is any time before it; without 'to' it is now)");
    }
    return new StatsSpan(begin, end);
  }

  /** The span of the same length that ends where this one begins. */
  StatsSpan before() {
    return new StatsSpan(from.minus(length()), from);
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
