package io.opsagent.server.monitor;

import org.jspecify.annotations.Nullable;

/**
 * What a database server says of itself (operations-api.md 8.5); -1 for what it does not say.
 *
 * @param usedBytes of the database
 * @param serverUsedBytes of all databases that may be seen
 * @param current connections to the database
 * @param active those that run a statement, but for the one that asks
 * @param server connections to all databases
 * @param max connections that the server allows
 * @param transactions committed since the server counts; 0 where it does not
 */
record ServerFigures(
    long usedBytes,
    long serverUsedBytes,
    long current,
    long active,
    long server,
    long max,
    long transactions) {

  /** Parts of a whole in percent, at most 100; 0 without a base. */
  static double percent(long part, long whole) {
    return whole <= 0 || part <= 0 ? 0 : Math.min(100, part * 100.0 / whole);
  }

  /**
   * What came of asking.
   *
   * @param figures null when nobody could be asked, or it took too long
   * @param url of the connection that was asked over, with secrets; null without one
   * @param note why there are no figures, else null
   */
  record Answer(@Nullable ServerFigures figures, @Nullable String url, @Nullable String note) {
    static Answer none(String note) {
      return new Answer(null, null, note);
    }
  }
}
