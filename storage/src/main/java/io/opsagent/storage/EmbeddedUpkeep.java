package io.opsagent.storage;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Keeps the embedded database small (docs/spec/design.md 6): within its limit, and its file not
 * much larger than what is in it.
 */
public final class EmbeddedUpkeep {
  private final ReopeningDatabase database;
  private final SizeLimit sizeLimit;
  private final Compaction compaction;
  private volatile EmbeddedSize lastSize;
  private volatile long maxBytes;

  EmbeddedUpkeep(
      ReopeningDatabase database, StorageEvents events, Instant start, LongSupplier nanoTime) {
    this.database = database;
    this.sizeLimit = new SizeLimit(database, events, nanoTime);
    this.compaction =
        new Compaction(database, new SlotDisk(database.file().folder()), events, start);
    this.lastSize = database.size();
  }

  /**
   * Deletes what is beyond the limit and compacts the file if it is time for that. Meant for the
   * caller's cycle; any thread, but one at a time. May take some seconds.
   *
   * @param limits may be others each time
   * @param isDiskLow whether the disk has little room, so that free space is given back soon
   * @throws StorageException when the database does not answer; what was done before stays so
   */
  public void run(Instant now, EmbeddedLimits limits, boolean isDiskLow) {
    maxBytes = limits.maxBytes();
    EmbeddedSize size = sizeLimit.run(now, limits.maxBytes());
    lastSize = size;
    compaction.run(
        now, size, limits, isDiskLow || size.fileBytes() + size.asideBytes() > limits.maxBytes());
    lastSize = database.size();
  }

  /** What it takes and what was done, as the last run found it. Any thread; no input or output. */
  public EmbeddedReport report() {
    return new EmbeddedReport(
        lastSize,
        maxBytes,
        sizeLimit.removedVolatileRows(),
        sizeLimit.removedOtherRows(),
        database.isCompacting(),
        compaction.done(),
        compaction.failed(),
        compaction.lastDone(),
        compaction.lastMillis(),
        compaction.lastFreedBytes());
  }
}
