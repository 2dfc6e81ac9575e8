package io.opsagent.server.api;

import org.jspecify.annotations.Nullable;

/**
 * The embedded database, as the last cycle found it. Counters are totals since the process started.
 *
 * @param fileBytes size of its file
 * @param usedBytes what rows and indexes take of it
 * @param reclaimableBytes the rest: new rows use it, a compaction gives it back
 * @param asideBytes files that could not be opened and are kept beside it
 * @param maxBytes what rows may take ({@code database.max-embedded-bytes})
 * @param removedVolatileRows volatile rows that were deleted before their time, for room
 * @param removedOtherRows other rows that were
 * @param compaction what was done to make the file smaller
 */
public record EmbeddedStorage(
    long fileBytes,
    long usedBytes,
    long reclaimableBytes,
    long asideBytes,
    long maxBytes,
    long removedVolatileRows,
    long removedOtherRows,
    Compaction compaction) {

  /**
   * Compactions.
   *
   * @param running whether the database is closed for one at the moment
   * @param done how many
   * @param failed how many failed
   * @param lastAt when the last one was done, ISO 8601, or null
   * @param lastMillis how long the database was closed for it
   * @param lastFreedBytes what it gave back to the disk
   */
  public record Compaction(
      boolean running,
      long done,
      long failed,
      @Nullable String lastAt,
      long lastMillis,
      long lastFreedBytes) {}
}
