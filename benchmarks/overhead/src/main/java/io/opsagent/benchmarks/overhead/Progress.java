package io.opsagent.benchmarks.overhead;

import java.util.Locale;

/**
 * What a person reads who waits; on standard error, so that tables alone are on standard output.
 */
final class Progress {
  private Progress() {}

  static void say(String format, Object... values) {
    System.err.printf(Locale.ROOT, format + "%n", values);
  }
}
