package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;

/**
 * What a user or an address comes together with in a row, as one number with the hash of the user
 * or the address. The numbers are stored: they must never change.
 */
enum SegmentPair {
  KIND(0),
  INSTANCE(1),
  LEVEL(2),
  STATUS(3),
  METHOD(4);

  private static final int FACTOR = 8;

  private final int number;

  SegmentPair(int number) {
    this.number = number;
  }

  long of(long hash, long value) {
    return Hashing.komihash5_0().hashLongLongToLong(hash, value * FACTOR + number);
  }

  long of(long hash, String value) {
    return of(hash, Hashing.komihash5_0().hashCharsToLong(value));
  }
}
