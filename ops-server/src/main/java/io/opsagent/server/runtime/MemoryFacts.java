package io.opsagent.server.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM's garbage collectors and memory pools say of themselves. Immutable.
 *
 * @param time when it was read, ISO 8601
 * @param upMillis since the start of the JVM: the span of all counts
 * @param collectors in the JVM's order
 * @param pools in the JVM's order
 */
public record MemoryFacts(
    String time, long upMillis, List<Collector> collectors, List<Pool> pools) {
  /** Copies the lists. */
  public MemoryFacts {
    collectors = List.copyOf(collectors);
    pools = List.copyOf(pools);
  }

  /**
   * One collector. Concurrent ones count work beside the application, too, and no pauses only.
   *
   * @param name in the JVM's words
   * @param collections since the start, null where it is not known
   * @param totalMillis of all of them, null where it is not known
   * @param pools names of the pools that it cleans
   * @param last the newest one, null before the first one or where the JVM does not tell
   */
  public record Collector(
      String name,
      @Nullable Long collections,
      @Nullable Long totalMillis,
      List<String> pools,
      @Nullable Last last) {
    /** Copies the list. */
    public Collector {
      pools = List.copyOf(pools);
    }
  }

  /**
   * One collection.
   *
   * @param endedAt ISO 8601
   * @param durationMillis how long it took
   * @param usedBytesBefore in all pools of the heap
   * @param usedBytesAfter in all pools of the heap
   */
  public record Last(
      String endedAt, long durationMillis, long usedBytesBefore, long usedBytesAfter) {}

  /**
   * One pool.
   *
   * @param name in the JVM's words
   * @param isHeap whether objects of the application live there
   * @param usedBytes now
   * @param committedBytes that the system has given
   * @param maxBytes null where there is no limit
   * @param peakBytes the most since the start
   * @param usedAfterCollectionBytes after the newest collection of it, null where nothing collects
   *     it
   */
  public record Pool(
      String name,
      boolean isHeap,
      long usedBytes,
      long committedBytes,
      @Nullable Long maxBytes,
      long peakBytes,
      @Nullable Long usedAfterCollectionBytes) {}
}
