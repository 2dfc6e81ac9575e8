package io.opsagent.server.statistics;

import io.opsagent.storage.series.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of statistics make up a span of time: whole days in the middle, then hours, five
 * minutes and half minutes towards its ends, as far as each of them is kept and written already. A
 * month is so read from dozens of rows of an endpoint and not from thousands.
 *
 * <p>The ends of the span are rounded outwards to what is still known: an end that lies eight days
 * back to its hour. Spans with gaps in them, such as a day that has not been put together, cannot
 * be told from days without traffic, so that nothing is taken from a resolution before it had the
 * time to be written.
 */
final class SeriesCover {
  /** What was counted in a span waits for the ring, the cycle and the database. */
  private static final Duration WRITTEN_AFTER = Duration.ofMinutes(2);

  /** Hours and days are put together a minute behind their end, or behind late rows. */
  private static final Duration ROLLED_UP_AFTER = Duration.ofMinutes(10);

  /** From the longest to the shortest. */
  private static final List<Resolution> RESOLUTIONS =
      List.of(Resolution.DAY, Resolution.HOUR, Resolution.FIVE_MINUTES, Resolution.HALF_MINUTE);

  private final ZoneId zone;
  private final Instant now;

  SeriesCover(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  /**
   * Rows of one resolution.
   *
   * @param resolution which
   * @param from first beginning
   * @param to beginning that is not included
   */
  record Part(Resolution resolution, Instant from, Instant to) {}

  /**
   * Parts in order of time, without overlap.
   *
   * @param coarsest the longest resolution that may be used
   */
  List<Part> parts(Instant from, Instant to, Resolution coarsest) {
    List<Part> parts = new ArrayList<>();
    Instant begin = roundDown(from);
    boolean hoursOnly = coarsest == Resolution.DAY && !daysAreWholeHours(begin);
    cover(begin, to, RESOLUTIONS.indexOf(hoursOnly ? Resolution.HOUR : coarsest), parts);
    return parts;
  }

  /** Where a day begins at half past an hour of UTC, hours and days do not fit side by side. */
  private boolean daysAreWholeHours(Instant begin) {
    return finestKeptAt(begin) == Resolution.DAY
        || zone.getRules().getOffset(begin).getTotalSeconds() % Resolution.HOUR.seconds() == 0;
  }

  /** To a beginning of the finest resolution that is still kept at that time. */
  private Instant roundDown(Instant time) {
    return finestKeptAt(time).startOf(time, zone);
  }

  private Resolution finestKeptAt(Instant time) {
    for (int i = RESOLUTIONS.size() - 1; i > 0; i--) {
      if (time.isAfter(now.minus(RESOLUTIONS.get(i).kept()))) {
        return RESOLUTIONS.get(i);
      }
    }
    return Resolution.DAY;
  }

  private void cover(Instant from, Instant to, int level, List<Part> parts) {
    if (!from.isBefore(to)) {
      return;
    }
    Resolution resolution = RESOLUTIONS.get(level);
    if (level == RESOLUTIONS.size() - 1) {
      parts.add(new Part(resolution, from, to));
      return;
    }
    Instant begin = resolution.startOf(from, zone);
    if (begin.isBefore(from)) {
      begin = resolution.nextStart(begin, zone);
    }
    Instant end = resolution.startOf(earlier(to, written(resolution)), zone);
    // Nothing finer is known of its last hours or minutes any more.
    if (end.isBefore(to) && finestKeptAt(end) == resolution) {
      end = resolution.nextStart(end, zone);
    }
    if (!begin.isBefore(end)) {
      cover(from, to, level + 1, parts);
      return;
    }
    cover(from, begin, level + 1, parts);
    parts.add(new Part(resolution, begin, end));
    cover(end, to, level + 1, parts);
  }

  private Instant written(Resolution resolution) {
    return now.minus(resolution == Resolution.FIVE_MINUTES ? WRITTEN_AFTER : ROLLED_UP_AFTER);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
