package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in milliseconds. Reads {@code 500ms}, {@code 30s}, {@code 5min} (or {@code 5m}),
 * {@code 2h}, {@code 7d}, ISO 8601 without years and months ({@code PT1M30S}, {@code P7D}), and a
 * bare number as seconds, which is how the protocol's own configuration counts (operations-api.md
 * 11.1).
 */
final class DurationType extends ValueType<Long> {
  private static final long SECOND_MILLIS = 1000;
  private static final long MINUTE_MILLIS = 60 * SECOND_MILLIS;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;

  private final long leastMillis;
  private final long mostMillis;

  DurationType(long leastMillis, long mostMillis) {
    super(
        "duration",
        "a duration from "
            + text(leastMillis)
            + " to "
            + text(mostMillis)
            + " (such as 500ms, 30s, 5min, 2h, 7d or PT30S; a bare number means seconds)");
    this.leastMillis = leastMillis;
    this.mostMillis = mostMillis;
  }

  @Override
  @Nullable Long parse(String text, @Nullable File folder) {
    String lower = Texts.lowerCase(text);
    long millis = Texts.startsWith(lower, 'p') ? iso(lower) : simple(lower);
    return millis < leastMillis || millis > mostMillis ? null : Long.valueOf(millis);
  }

  private static long simple(String text) {
    int digits = Texts.leadingDigits(text, 0);
    String unit = Texts.trim(text.substring(digits));
    long unitMillis;
    if (unit.isEmpty() || unit.equals("s")) {
      unitMillis = SECOND_MILLIS;
    } else if (unit.equals("ms")) {
      unitMillis = 1;
    } else if (unit.equals("m") || unit.equals("min")) {
      unitMillis = MINUTE_MILLIS;
    } else if (unit.equals("h")) {
      unitMillis = HOUR_MILLIS;
    } else if (unit.equals("d")) {
      unitMillis = DAY_MILLIS;
    } else {
      return -1;
    }
    return Texts.times(Texts.wholeNumber(text.substring(0, digits)), unitMillis);
  }

  /** Reads {@code pnwnDtnhnmn.ns} in lower case; returns -1 for anything else. */
  private static long iso(String text) {
    long sum = 0;
    boolean inTime = false;
    int lastRank = 0;
    int at = 1;
    while (at < text.length()) {
      if (text.charAt(at) == 't' && !inTime) {
        inTime = true;
        at++;
        continue;
      }
      int end = Texts.leadingDigits(text, at);
      if (end == at || end == text.length()) {
        return -1;
      }
      long number = Texts.wholeNumber(text.substring(at, end));
      long fractionMillis = 0;
      char unit = text.charAt(end);
      if (unit == '.') {
        int fractionEnd = Texts.leadingDigits(text, end + 1);
        if (fractionEnd == end + 1
            || fractionEnd == text.length()
            || text.charAt(fractionEnd) != 's') {
          return -1;
        }
        String thousandths = text.substring(end + 1, fractionEnd) + "000";
        fractionMillis = Texts.wholeNumber(thousandths.substring(0, 3));
        end = fractionEnd;
        unit = 's';
      }
      int rank = rank(unit, inTime);
      if (rank <= lastRank) {
        return -1;
      }
      lastRank = rank;
      sum = Texts.plus(sum, Texts.plus(Texts.times(number, unitMillis(rank)), fractionMillis));
      if (sum < 0) {
        return -1;
      }
      at = end + 1;
    }
    return lastRank == 0 || text.charAt(text.length() - 1) == 't' ? -1 : sum;
  }

  private static int rank(char unit, boolean inTime) {
    if (!inTime) {
      return unit == 'w' ? 1 : unit == 'd' ? 2 : 0;
    }
    return unit == 'h' ? 3 : unit == 'm' ? 4 : unit == 's' ? 5 : 0;
  }

  private static long unitMillis(int rank) {
    return rank == 1
        ? WEEK_MILLIS
        : rank == 2
            ? DAY_MILLIS
            : rank == 3 ? HOUR_MILLIS : rank == 4 ? MINUTE_MILLIS : SECOND_MILLIS;
  }

  @Override
  String format(Long value) {
    return text(value);
  }

  private static String text(long millis) {
    if (millis == 0 || millis % SECOND_MILLIS != 0) {
      return millis + "ms";
    }
    if (millis % DAY_MILLIS == 0) {
      return millis / DAY_MILLIS + "d";
    }
    if (millis % HOUR_MILLIS == 0) {
      return millis / HOUR_MILLIS + "h";
    }
    if (millis % MINUTE_MILLIS == 0) {
      return millis / MINUTE_MILLIS + "min";
    }
    return millis / SECOND_MILLIS + "s";
  }
}
