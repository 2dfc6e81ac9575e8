package io.opsagent.server.statistics;

import java.time.Instant;

/**
 * One line of the counts of an hour, while it goes on. Guarded by the {@link HourlyCounts} that it
 * is in.
 *
 * @param <K> what is counted together
 */
public abstract class HourlyEntry<K extends HourlyEntry.Key> {
  private final K key;

  /** Counts the changes, so that what came while it was written is not taken for written. */
  private long version;

  private long writtenVersion;

  protected HourlyEntry(K key) {
    this.key = key;
  }

  /** What is counted together, with {@code equals}. */
  public interface Key {
    /** Its hour. */
    Instant hour();
  }

  /** What is counted together. */
  public final K key() {
    return key;
  }

  /** Says that something was added. */
  protected final void changed() {
    version++;
  }

  final long version() {
    return version;
  }

  final boolean isWritten() {
    return version == writtenVersion;
  }

  final void written(long at) {
    writtenVersion = at;
  }
}
