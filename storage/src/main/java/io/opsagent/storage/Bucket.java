package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * What a text is found by whose values differ in almost every row: a hash, and which of 128 buckets
 * it belongs to. Indexes are by bucket and time; see the first migration script for the reason. The
 * numbers are stored: they must never change.
 *
 * @param number 0 to 127
 * @param hash of service and text; komihash 5.0, 64 bits
 */
record Bucket(short number, long hash) {
  private static final int BITS = 7;

  /** How many there are. */
  static final int COUNT = 1 << BITS;

  /** The bucket of a text of a service; null for no text. */
  static @Nullable Bucket of(String service, @Nullable String text) {
    if (text == null) {
      return null;
    }
    long hash =
        Hashing.komihash5_0()
            .hashLongLongToLong(
                Hashing.komihash5_0().hashCharsToLong(service),
                Hashing.komihash5_0().hashCharsToLong(text));
    return new Bucket((short) (hash >>> (Long.SIZE - BITS)), hash);
  }
}
