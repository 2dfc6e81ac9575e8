package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** Durations as people write them on the command line, in the forms of the settings. */
public final class DurationText {
  private DurationText() {}

  /**
   * Reads {@code 30s}, {@code 5min}, {@code 2h}, {@code 7d} or ISO 8601; a bare number is seconds.
   *
   * @return milliseconds, or null when it is none, or outside of the bounds
   */
  public static @Nullable Long millis(String text, long leastMillis, long mostMillis) {
    return new DurationType(leastMillis, mostMillis).parse(text, null);
  }
}
