package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What the filters of a segment are asked for: the hash of a value, alone and together with the
 * kind and with the instance of a row. The numbers are stored: they must never change.
 */
enum SegmentKey {
  USER(0, SearchIndex.USER, "user_hash", true),
  IP(1, SearchIndex.IP, "ip_hash", true),
  REQUEST(2, SearchIndex.REQUEST, "request_hash", false);

  /** So many kinds are asked for; of more, one is nearly always taken for one that may be there. */
  static final int MAX_KINDS = 8;

  /** 2^40 segments are more than there can ever be. */
  private static final int SEGMENT_BITS = 40;

  private final int number;
  private final SearchIndex index;
  private final String hashColumn;
  private final boolean isPaired;

  SegmentKey(int number, SearchIndex index, String hashColumn, boolean isPaired) {
    this.number = number;
    this.index = index;
    this.hashColumn = hashColumn;
    this.isPaired = isPaired;
  }

  SearchIndex index() {
    return index;
  }

  /** What stands behind time and id in the index. */
  List<String> columns() {
    return isPaired ? List.of(hashColumn, "kind_id", "instance_id") : List.of(hashColumn);
  }

  /** What a row of {@link #columns} has. */
  long[] keysOf(ResultSet row) throws SQLException {
    long hash = row.getLong(1);
    if (!isPaired) {
      return new long[] {hash};
    }
    long kind = ofKind(hash, row.getLong(2));
    long instance = row.getLong(3);
    return row.wasNull()
        ? new long[] {hash, kind}
        : new long[] {hash, kind, ofInstance(hash, instance)};
  }

  /** The number of a filter in table {@code log_segment_filter}. */
  long filterId(short bucket, long segment) {
    return ((long) (number * Bucket.COUNT + bucket) << SEGMENT_BITS) + segment;
  }

  /** The segment that a filter belongs to. */
  static long segmentOf(long filterId) {
    return filterId & ((1L << SEGMENT_BITS) - 1);
  }

  static long ofKind(long hash, long kind) {
    return Hashing.komihash5_0().hashLongLongToLong(hash, kind);
  }

  static long ofInstance(long hash, long instance) {
    return Hashing.komihash5_0().hashLongLongToLong(hash, ~instance);
  }
}
