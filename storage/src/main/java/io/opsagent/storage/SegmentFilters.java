package io.opsagent.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /** Reads what rows of a span of time have, from the indexes and the kinds alone. */
  static SegmentFilters of(Handle handle, IndexHint hint, long fromMicros, long toMicros) {
    Map<Long, KindFacts> kinds =
        handle
            .createQuery("SELECT " + KindFacts.COLUMNS + " FROM service_log_kind")
            .map((row, context) -> KindFacts.read(row))
            .stream()
            .collect(Collectors.toMap(KindFacts::id, kind -> kind));
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
        Keys keys = new Keys(kinds);
        try (ResultIterator<Integer> rows =
            handle
                .createQuery(sql)
                .bind(0, bucket)
                .bind(1, fromMicros)
                .bind(2, toMicros)
                .map((row, context) -> keys.add(row, key.hasPairs()))
                .iterator()) {
          rows.forEachRemaining(number -> {});
        }
        bits.put(key.filterId(bucket, 0), keys.filter(keys.values));
        if (key.hasPairs()) {
          bits.put(key.pairFilterId(bucket, 0), keys.filter(keys.pairs));
        }
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
        if (key.hasPairs()) {
          batch.bind(0, key.pairFilterId(bucket, segment)).add();
        }
      }
    }
    return Arrays.stream(batch.execute()).sum();
  }

  /** What the rows of one bucket have. */
  private static final class Keys {
    final LongList values = new LongList();
    final LongList pairs = new LongList();
    private final Map<Long, KindFacts> kinds;
    private int rows;

    Keys(Map<Long, KindFacts> kinds) {
      this.kinds = kinds;
    }

    int add(ResultSet row, boolean withPairs) throws SQLException {
      long hash = row.getLong(1);
      values.add(hash);
      if (withPairs) {
        addPairs(hash, row);
      }
      return ++rows;
    }

    private void addPairs(long hash, ResultSet row) throws SQLException {
      KindFacts kind = kinds.get(row.getLong(2));
      long instance = row.getLong(3);
      if (!row.wasNull()) {
        pairs.add(SegmentPair.INSTANCE.of(hash, instance));
      }
      if (kind == null) {
        // Whatever level, status and method it has.
        pairs.add(SegmentPair.KIND.of(hash, ServiceLogKind.NONE));
        return;
      }
      pairs.add(SegmentPair.KIND.of(hash, kind.id()));
      pairs.add(SegmentPair.LEVEL.of(hash, kind.level()));
      pairs.add(SegmentPair.METHOD.of(hash, kind.method()));
      if (kind.status() != null) {
        pairs.add(SegmentPair.STATUS.of(hash, kind.status()));
      }
    }

    byte[] filter(LongList keys) {
      return rows == MAX_ENTRIES ? BloomFilter.EVERYTHING : BloomFilter.of(keys.toArray());
    }
  }

  /** Numbers without an object each. */
  private static final class LongList {
    private long[] values = new long[1_024];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, values.length * 2);
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
