package io.opsagent.server.statistics;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.NotStored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says how many requests of a span of time have no row although no rule of the log excludes them,
 * so that a page that shows rows can say what it does not show. What was said last is kept for some
 * seconds: a page asks at every refresh. Any thread.
 */
public final class LeftOutRows {
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final TrafficHistory history;
  private final Clock clock;
  private @Nullable Answer last;

  /** Of that history. */
  public LeftOutRows(TrafficHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /**
   * Counts by reason, such as {@code budget=120, ring=3}; empty when every request has its row, or
   * nobody knows.
   *
   * @param from null for the oldest
   * @param to null for now
   */
  public String between(@Nullable Instant from, @Nullable Instant to) {
    return text(counts(from, to));
  }

  /** Counts as the text that {@link #between} gives. */
  public static String text(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** As {@link #between}, by the names of reasons. */
  public synchronized Map<String, Long> counts(@Nullable Instant from, @Nullable Instant to) {
    Instant now = clock.instant();
    Answer known = last;
    if (known != null && known.isOf(from, to) && known.isFresh(now)) {
      return known.counts();
    }
    Answer fresh = new Answer(from, to, now, read(from, to == null ? now : to));
    last = fresh;
    return fresh.counts();
  }

  private Map<String, Long> read(@Nullable Instant from, Instant to) {
    Map<String, Long> counts = new TreeMap<>();
    try {
      history
          .notStored(from == null ? Instant.EPOCH : from, to)
          .forEach(
              (reason, count) -> {
                if (reason != NotStored.EXCLUDED) {
                  counts.put(reason.key(), count);
                }
              });
    } catch (StorageException e) {
      // The rows were read all the same; then they are shown without this remark.
      return Map.of();
    }
    return counts;
  }

  private record Answer(
      @Nullable Instant from, @Nullable Instant to, Instant at, Map<String, Long> counts) {
    boolean isOf(@Nullable Instant otherFrom, @Nullable Instant otherTo) {
      return Objects.equals(from, otherFrom) && Objects.equals(to, otherTo);
    }

    boolean isFresh(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(KEPT));
    }
  }
}
