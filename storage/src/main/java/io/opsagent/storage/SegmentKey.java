package io.opsagent.storage;

import java.util.List;

/**
 * What a segment has filters of: for each bucket of an index by value one of the values, and for
 * users and addresses one of what they come together with ({@link SegmentPair}). The numbers are
 * stored: they must never change.
 */
enum SegmentKey {
  USER(0, 3, SearchIndex.USER, "user_hash"),
  IP(1, 4, SearchIndex.IP, "ip_hash"),
  /** A request has one row: there is nothing to be told apart. */
  REQUEST(2, -1, SearchIndex.REQUEST, "request_hash");

  /** 2^40 segments are more than there can ever be. */
  private static final int SEGMENT_BITS = 40;

  private final int number;
  private final int pairNumber;
  private final SearchIndex index;
  private final String hashColumn;

  SegmentKey(int number, int pairNumber, SearchIndex index, String hashColumn) {
    this.number = number;
    this.pairNumber = pairNumber;
    this.index = index;
    this.hashColumn = hashColumn;
  }

  SearchIndex index() {
    return index;
  }

  boolean hasPairs() {
    return pairNumber >= 0;
  }

  /** What stands behind time and id in the index: the hash, and what it comes together with. */
  List<String> columns() {
    return hasPairs() ? List.of(hashColumn, "kind_id", "instance_id") : List.of(hashColumn);
  }

  /** The number of the filter of values, in table {@code log_segment_filter}. */
  long filterId(short bucket, long segment) {
    return id(number, bucket, segment);
  }

  /** The number of the filter of pairs. */
  long pairFilterId(short bucket, long segment) {
    return id(pairNumber, bucket, segment);
  }

  private static long id(int number, short bucket, long segment) {
    return ((long) (number * Bucket.COUNT + bucket) << SEGMENT_BITS) + segment;
  }

  /** The segment that a filter belongs to. */
  static long segmentOf(long filterId) {
    return filterId & ((1L << SEGMENT_BITS) - 1);
  }
}
