package io.opsagent.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is room on the disk for what the agent stores, so that it never fills it: below a
 * floor of free space nothing is stored, below twice the floor only rows from WARN up and slow
 * ones. The same where the embedded file itself grows far beyond its limit, which it does only
 * while it cannot be cleaned. Looks at the disk once a second, and sooner only where so much is
 * written that a second of it could take a good part of the floor. Any thread.
 */
public final class StorageRoom {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How much of the floor may be written between two looks. */
  private static final int FLOOR_PARTS = 8;

  /** How often the same is said again. */
  private static final long REPEAT_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Disk disk;
  private final boolean isEmbedded;
  private final StorageEvents events;
  private final LongSupplier nanoTime;
  private EmbeddedLimits limits;
  private Level level = Level.ENOUGH;
  private @Nullable String problem;
  private long nextLookNanos;
  private long leftBytesToLook;
  private boolean isSaid;
  private long nextSayNanos;

  /**
   * A watch of the disk.
   *
   * @param isEmbedded whether the database is on this disk, too, and not only what waits for it
   * @param nanoTime a clock that only goes forward, nanoseconds
   */
  public StorageRoom(
      Disk disk,
      boolean isEmbedded,
      EmbeddedLimits limits,
      StorageEvents events,
      LongSupplier nanoTime) {
    this.disk = disk;
    this.isEmbedded = isEmbedded;
    this.limits = limits;
    this.events = events;
    this.nanoTime = nanoTime;
    this.nextLookNanos = nanoTime.getAsLong();
    this.nextSayNanos = nextLookNanos;
  }

  /** Whether the database itself is on this disk. */
  public boolean isEmbedded() {
    return isEmbedded;
  }

  /** Other limits, from the next look on. */
  public synchronized void setLimits(EmbeddedLimits limits) {
    this.limits = limits;
  }

  /** What may be stored now. */
  public Level level() {
    return levelFor(0);
  }

  /**
   * What may be stored now by one that is about to write.
   *
   * @param bytes how much that is at most
   */
  public synchronized Level levelFor(long bytes) {
    long now = nanoTime.getAsLong();
    leftBytesToLook -= bytes;
    if (now - nextLookNanos >= 0 || leftBytesToLook < 0) {
      nextLookNanos = now + LOOK_NANOS;
      long freeBytes = disk.freeBytes();
      long floorBytes = floorBytes(disk, limits);
      leftBytesToLook = floorBytes / FLOOR_PARTS;
      Level byDisk = Level.of(freeBytes < floorBytes * 2, freeBytes < floorBytes);
      long fileBytes = isEmbedded ? disk.databaseBytes() : 0;
      Level byFile =
          Level.of(fileBytes > limits.maxBytes() / 2 * 3, fileBytes > limits.maxBytes() * 2);
      level = byDisk.compareTo(byFile) > 0 ? byDisk : byFile;
      problem =
          byDisk != Level.ENOUGH
              ? diskProblem(level, freeBytes)
              : byFile == Level.ENOUGH ? null : fileProblem(level, fileBytes);
      say(now);
    }
    return level;
  }

  /** Free space below which nothing is stored, bytes. */
  private static long floorBytes(Disk disk, EmbeddedLimits limits) {
    return Math.min(limits.minFreeDiskBytes(), disk.totalBytes() / 10);
  }

  /** Whether so much more can be written that all is still stored after it. */
  static boolean hasEnoughFor(long bytes, Disk disk, EmbeddedLimits limits) {
    return disk.freeBytes() - bytes >= floorBytes(disk, limits) * 2;
  }

  private static String words(Level level) {
    return level == Level.NONE
        ? "no requests are stored"
        : "only requests from WARN up and slow ones are stored";
  }

  private static String diskProblem(Level level, long freeBytes) {
    return "The disk of data-dir has only "
        + Bytes.words(freeBytes)
        + " free: "
        + words(level)
        + " until there is more. Make room, move data-dir, or lower"
        + " database.min-free-disk-bytes.";
  }

  private static String fileProblem(Level level, long fileBytes) {
    return "The file of the operations database has "
        + Bytes.words(fileBytes)
        + ", far more than database.max-embedded-bytes: "
        + words(level)
        + " until it has been cleaned and compacted.";
  }

  private void say(long now) {
    String text = problem;
    if (text == null) {
      if (isSaid) {
        isSaid = false;
        events.notice("There is room to store requests again.");
      }
    } else if (!isSaid && now - nextSayNanos >= 0) {
      isSaid = true;
      nextSayNanos = now + REPEAT_NANOS;
      events.notice(text);
    }
  }

  /** Why not everything is stored and what helps, or null, as of the last look. */
  public synchronized @Nullable String problem() {
    return problem;
  }

  /** What may be stored. */
  public enum Level {
    /** All. */
    ENOUGH,
    /** Rows from WARN up and slow ones. */
    EVENTFUL_ONLY,
    /** Nothing. */
    NONE;

    private static Level of(boolean isLow, boolean isVeryLow) {
      if (isVeryLow) {
        return NONE;
      }
      return isLow ? EVENTFUL_ONLY : ENOUGH;
    }
  }

  /** The disk that the agent writes on. */
  public interface Disk {
    /** Bytes that this process may still write. */
    long freeBytes();

    /** Bytes of the whole disk. */
    long totalBytes();

    /** Bytes of the file of the embedded database. */
    long databaseBytes();
  }
}
