package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** The known name that a wrong one was probably meant to be, by edit distance. */
final class NearestKey {
  private static final int MAX_CHARS = 64;

  private NearestKey() {}

  /**
   * Returns the nearest name of a key, or null if none is near (more than half of the letters would
   * have to change).
   *
   * @param environmentForm whether the name, and so the answer, is that of an environment variable
   */
  static @Nullable String of(String name, boolean environmentForm) {
    if (name.length() > MAX_CHARS) {
      return null;
    }
    String nearest = null;
    int leastDistance = Integer.MAX_VALUE;
    for (Key<?> key : Keys.all()) {
      String candidate = environmentForm ? key.environmentName() : key.name();
      int distance = distance(name, candidate);
      if (distance < leastDistance) {
        leastDistance = distance;
        nearest = candidate;
      }
    }
    int prefix = environmentForm ? Key.ENVIRONMENT_PREFIX.length() : 0;
    return leastDistance <= Math.max(2, (name.length() - prefix) / 2) ? nearest : null;
  }

  /** Number of characters to insert, remove or replace (Levenshtein). */
  static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    int[] current = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replace = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[other.length()];
  }
}
