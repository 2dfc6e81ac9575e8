package io.opsagent.storage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the embedded database within its bytes: beyond them the oldest volatile service logs go,
 * then the oldest others, until a tenth of the limit is free. What the rows take counts, not the
 * file: its free space is used again by new rows, and given back by {@link Compaction}. Files that
 * were set aside count, too, and go before any row. For the thread of the cycle; the figures for
 * any.
 */
final class SizeLimit {
  /** How often the same is said again. */
  static final Duration REPEAT = Duration.ofHours(6);

  /** So that one cycle cannot take long; more than a busy service stores in one. */
  private static final long MAX_ROWS_A_RUN = 50_000;

  /** Rows between two looks at the size, since each look writes the file. */
  private static final long ROWS_A_LOOK = 5_000;

  /** In hundredths of the limit. */
  private static final int LOW_MARK = 90;

  private final ReopeningDatabase database;
  private final StorageEvents events;
  private final OldRows oldRows;
  private final SmallBatches batches;
  private final AtomicLong removedVolatile = new AtomicLong();
  private final AtomicLong removedOthers = new AtomicLong();
  private @Nullable Instant lastSaid;

  SizeLimit(ReopeningDatabase database, StorageEvents events, LongSupplier nanoTime) {
    this.database = database;
    this.events = events;
    this.oldRows = new OldRows(database);
    this.batches = new SmallBatches(nanoTime);
  }

  /**
   * Deletes what is beyond the limit, at most 50,000 rows.
   *
   * @return what is taken afterwards
   */
  EmbeddedSize run(Instant now, long maxBytes) {
    EmbeddedSize size = withoutAside(maxBytes);
    if (size.usedBytes() <= maxBytes) {
      return size;
    }
    long before = removed();
    // By the mean of a row: a reader of old rows would keep their space for a while, and with it
    // the look at the size would go on.
    long rows = Math.max(1, oldRows.countServiceLogs());
    long lowBytes = maxBytes / 100 * LOW_MARK;
    long wanted =
        (long) Math.ceil((double) (size.usedBytes() - lowBytes) * rows / size.usedBytes());
    long left = Math.min(MAX_ROWS_A_RUN, wanted);
    while (left > 0 && size.usedBytes() > lowBytes) {
      long removed = remove(Math.min(left, ROWS_A_LOOK));
      left = removed == 0 ? 0 : left - removed;
      database.flush();
      size = database.size();
    }
    say(now, maxBytes, removed() - before);
    return size;
  }

  private EmbeddedSize withoutAside(long maxBytes) {
    EmbeddedSize size = database.size();
    try {
      while (size.asideBytes() > 0
          && size.usedBytes() + size.asideBytes() > maxBytes
          && database.file().deleteOldestAside()) {
        size = database.size();
      }
    } catch (IOException e) {
      // Nobody can delete it now; rows alone are held to the limit.
    }
    return size;
  }

  private long remove(long rows) {
    long removed = batches.run(batch -> oldRows.serviceLogs(true, Instant.MAX, batch), rows);
    removedVolatile.addAndGet(removed);
    if (removed < rows) {
      long others =
          batches.run(batch -> oldRows.serviceLogs(false, Instant.MAX, batch), rows - removed);
      removedOthers.addAndGet(others);
      removed += others;
    }
    return removed;
  }

  private void say(Instant now, long maxBytes, long rows) {
    Instant said = lastSaid;
    // Before: the clock was set back.
    if (said == null || now.isBefore(said) || !now.isBefore(said.plus(REPEAT))) {
      lastSaid = now;
      events.notice(
          "The operations database "
              + database.path()
              + " has reached "
              + Bytes.words(maxBytes)
              + " (database.max-embedded-bytes): the "
              + rows
              + " oldest requests were deleted before their time, and more will be. Raise it, or"
              + " lower log.volatile-maintain or log.max-rows-per-second, or use a database"
              + " server.");
    }
  }

  private long removed() {
    return removedVolatile.get() + removedOthers.get();
  }

  /** Volatile service logs that were deleted for room. */
  long removedVolatileRows() {
    return removedVolatile.get();
  }

  /** Other service logs that were. */
  long removedOtherRows() {
    return removedOthers.get();
  }
}
