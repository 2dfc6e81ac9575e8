package io.opsagent.storage.series;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The spans of time that statistics are kept in, and how long (issue of the log pipeline). */
public enum Resolution {
  /** Half a minute, kept a day, without counts of different users and addresses. */
  HALF_MINUTE(30, Duration.ofDays(1), false),
  /** Five minutes, kept a week. */
  FIVE_MINUTES(300, Duration.ofDays(7), true),
  /** An hour, kept 90 days. */
  HOUR(3_600, Duration.ofDays(90), true),
  /** A day of the configured time zone, kept as long as anything. */
  DAY(86_400, Duration.ofDays(36_500), true);

  private final int seconds;
  private final Duration kept;
  private final boolean countsDistinct;

  Resolution(int seconds, Duration kept, boolean countsDistinct) {
    this.seconds = seconds;
    this.kept = kept;
    this.countsDistinct = countsDistinct;
  }

  /** Length of a span; its name in the table. */
  public int seconds() {
    return seconds;
  }

  /** How long its rows stay. */
  public Duration kept() {
    return kept;
  }

  /** Whether different users and addresses are counted. */
  public boolean countsDistinct() {
    return countsDistinct;
  }

  /**
   * The beginning of the span that a time is in.
   *
   * @param zone whose days count; other spans begin at the same times everywhere
   */
  public Instant startOf(Instant time, ZoneId zone) {
    if (this == DAY) {
      return time.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, (long) seconds));
  }

  /** The beginning of the span that follows; a day can have 23 or 25 hours. */
  public Instant nextStart(Instant start, ZoneId zone) {
    return this == DAY
        ? start.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant()
        : start.plusSeconds(seconds);
  }

  /** The resolution of a number of seconds in the table. */
  static Resolution ofSeconds(int seconds) {
    for (Resolution resolution : values()) {
      if (resolution.seconds == seconds) {
        return resolution;
      }
    }
    throw new IllegalArgumentException("No statistics are kept of spans of " + seconds + " s");
  }
}
