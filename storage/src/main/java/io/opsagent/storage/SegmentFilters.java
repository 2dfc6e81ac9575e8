package io.opsagent.storage;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The filters of one segment, one for each bucket of each index by value, by the number that they
 * have in the first segment of all.
 *
 * @param bits by {@link SegmentKey#filterId} of segment 0
 */
record SegmentFilters(Map<Long, byte[]> bits) {
  /** Entries of one bucket that are read; of more it is said that everything may be there. */
  private static final int MAX_ENTRIES = 200_000;

  /** Reads what rows of a span of time have, from the indexes alone. */
  static SegmentFilters of(Handle handle, IndexHint hint, long fromMicros, long toMicros) {
    Map<Long, byte[]> bits = new TreeMap<>();
    for (SegmentKey key : SegmentKey.values()) {
      String sql =
          "SELECT "
              + String.join(", ", key.columns())
              + " FROM service_log"
              + hint.using(key.index().title())
              + " WHERE "
              + key.index().column()
              + " = ? AND time_micros >= ? AND time_micros <= ? LIMIT "
              + MAX_ENTRIES;
      for (short bucket = 0; bucket < Bucket.COUNT; bucket++) {
        bits.put(key.filterId(bucket, 0), filter(handle, sql, key, bucket, fromMicros, toMicros));
      }
    }
    return new SegmentFilters(bits);
  }

  /** Writes them as those of a segment; in the transaction of the handle. */
  void insert(Handle handle, long segment) {
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO log_segment_filter (id, bits) VALUES (?, ?)");
    bits.forEach((id, its) -> batch.bind(0, id + segment).bind(1, its).add());
    batch.execute();
  }

  /** Deletes those of a segment; in the transaction of the handle. */
  static int delete(Handle handle, long segment) {
    PreparedBatch batch = handle.prepareBatch("DELETE FROM log_segment_filter WHERE id = ?");
    for (SegmentKey key : SegmentKey.values()) {
      for (short bucket = 0; bucket < Bucket.COUNT; bucket++) {
        batch.bind(0, key.filterId(bucket, segment)).add();
      }
    }
    return Arrays.stream(batch.execute()).sum();
  }

  private static byte[] filter(
      Handle handle, String sql, SegmentKey key, short bucket, long fromMicros, long toMicros) {
    LongList keys = new LongList();
    int entries = 0;
    try (ResultIterator<long[]> rows =
        handle
            .createQuery(sql)
            .bind(0, bucket)
            .bind(1, fromMicros)
            .bind(2, toMicros)
            .map((row, context) -> key.keysOf(row))
            .iterator()) {
      for (Iterator<long[]> each = rows; each.hasNext(); entries++) {
        keys.addAll(each.next());
      }
    }
    return entries == MAX_ENTRIES ? BloomFilter.EVERYTHING : BloomFilter.of(keys.toArray());
  }

  /** Numbers without an object each. */
  private static final class LongList {
    private long[] values = new long[1_024];
    private int size;

    void addAll(long[] others) {
      if (size + others.length > values.length) {
        values = Arrays.copyOf(values, values.length * 2);
      }
      System.arraycopy(others, 0, values, size, others.length);
      size += others.length;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
