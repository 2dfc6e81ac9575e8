package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the free space of the embedded file back to the disk, when there is much of it, by a short
 * close: rows wait in files in the meantime, readers are told to come again. An interval and not an
 * hour of the day, since the agent does not know when it is quiet, and many processes live less
 * than a day. For the thread of the cycle; the figures for any.
 */
final class Compaction {
  /** Free space that is worth a close: in hundredths of the file, and in bytes. */
  static final int LEAST_SHARE = 30;

  static final long LEAST_BYTES = 64L * 1024 * 1024;

  /** After the start, and while the file is beyond the limit or the disk is nearly full. */
  static final Duration SOON = Duration.ofMinutes(10);

  /** For tasks that run. */
  private static final long WAIT_MILLIS = 2_000;

  /**
   * What is live is written anew up to this, which keeps the close at some ten seconds;
   * docs/storage.md has the figures. Beyond it H2 moves in place what it can in {@link
   * CompactionWay#IN_PLACE_MILLIS}.
   */
  static final long MAX_ANEW_BYTES = 512L * 1024 * 1024;

  private final ReopeningDatabase database;
  private final StorageRoom.Disk disk;
  private final StorageEvents events;
  private Instant lastTry;
  private boolean tried;
  private volatile long done;
  private volatile long failed;
  private volatile @Nullable Instant lastDone;
  private volatile long lastMillis;
  private volatile long lastFreedBytes;

  Compaction(
      ReopeningDatabase database, StorageRoom.Disk disk, StorageEvents events, Instant start) {
    this.database = database;
    this.disk = disk;
    this.events = events;
    this.lastTry = start;
  }

  /**
   * Compacts if it is worth it and time for it.
   *
   * @param limits with the least time between two, and what must stay free on the disk
   * @param isUrgent whether the space is needed now
   */
  void run(Instant now, EmbeddedSize size, EmbeddedLimits limits, boolean isUrgent) {
    if (now.isBefore(lastTry)) {
      // The clock was set back: without this it would have to come up to that time again.
      lastTry = now;
    }
    Duration interval = limits.compactionInterval();
    Duration pause = isUrgent || !tried ? min(SOON, interval) : interval;
    if (isWorthIt(size) && !now.isBefore(lastTry.plus(pause))) {
      lastTry = now;
      tried = true;
      compact(now, size, way(size, limits));
    }
  }

  private CompactionWay way(EmbeddedSize size, EmbeddedLimits limits) {
    // H2 knows what is live to a hundredth, of the chunks and of what is live in them.
    long copyBytes = size.usedBytes() + size.fileBytes() / 50;
    return copyBytes <= MAX_ANEW_BYTES && StorageRoom.hasEnoughFor(copyBytes, disk, limits)
        ? CompactionWay.ANEW
        : CompactionWay.IN_PLACE;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Whether so much is free that a close is worth it. */
  static boolean isWorthIt(EmbeddedSize size) {
    return size.reclaimableBytes() > LEAST_BYTES
        && size.reclaimableBytes() > size.fileBytes() / 100 * LEAST_SHARE;
  }

  private void compact(Instant now, EmbeddedSize before, CompactionWay way) {
    long start = System.nanoTime();
    try {
      if (database.compact(WAIT_MILLIS, way)) {
        lastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        lastFreedBytes = before.fileBytes() - database.size().fileBytes();
        lastDone = now;
        done++;
      }
    } catch (StorageException e) {
      failed++;
      events.notice(e.getMessage() + " Nothing is lost; it is tried again later.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often it was done. */
  long done() {
    return done;
  }

  /** How often it failed. */
  long failed() {
    return failed;
  }

  /** When it was done last, or null. */
  @Nullable Instant lastDone() {
    return lastDone;
  }

  /** How long the last one took, milliseconds. */
  long lastMillis() {
    return lastMillis;
  }

  /** By how much the last one made the file smaller, bytes. */
  long lastFreedBytes() {
    return lastFreedBytes;
  }
}
