package io.opsagent.server.api;

import java.util.OptionalLong;

/**
 * The name of a stored resource, such as {@code token-6xk3p9}: its number in another form, so that
 * it needs no column, is the same on every node, and leads back to the row. Neighbours do not look
 * alike, which keeps people from mixing them up.
 */
final class InstanceId {
  private static final long RANGE = 2_176_782_336L; // 36 to the power of 6
  private static final long FACTOR = 1_183_186_591L; // without a common divisor with RANGE
  private static final long INVERSE = inverse();
  private static final int DIGITS = 6;

  private InstanceId() {}

  /** The name of a resource; ids of 2 thousand million and more have 7 digits. */
  static String of(String kind, long id) {
    if (id < 0 || id >= RANGE) {
      return kind + "-" + Long.toString(id, 36);
    }
    String digits = Long.toString(Math.floorMod(id * FACTOR, RANGE), 36);
    return kind + "-" + "0".repeat(DIGITS - digits.length()) + digits;
  }

  /** The id behind a name of this kind, or behind a plain number; empty for anything else. */
  static OptionalLong parse(String kind, String text) {
    try {
      if (!text.startsWith(kind + "-")) {
        return text.matches("\\d{1,18}")
            ? OptionalLong.of(Long.parseLong(text))
            : OptionalLong.empty();
      }
      String digits = text.substring(kind.length() + 1);
      if (!digits.matches("[0-9a-z]{6,12}")) {
        return OptionalLong.empty();
      }
      long number = Long.parseLong(digits, 36);
      return OptionalLong.of(digits.length() > DIGITS ? number : multiply(number, INVERSE));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static long multiply(long a, long b) {
    return Math.floorMod(a * b, RANGE);
  }

  /** By the extended Euclidean algorithm. */
  private static long inverse() {
    long t = 0;
    long nextT = 1;
    long r = RANGE;
    long nextR = FACTOR;
    while (nextR != 0) {
      long quotient = r / nextR;
      long oldT = t;
      t = nextT;
      nextT = oldT - quotient * nextT;
      long oldR = r;
      r = nextR;
      nextR = oldR - quotient * nextR;
    }
    return Math.floorMod(t, RANGE);
  }
}
