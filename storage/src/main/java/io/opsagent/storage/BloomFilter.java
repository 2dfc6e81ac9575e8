package io.opsagent.storage;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * Bits that tell which keys a set cannot have: ten for each key, seven places for a key, so that
 * about one absent key in a hundred is taken for one that may be there. The bits are stored: how
 * they are set must never change.
 */
final class BloomFilter {
  /** The set was too large to be told in the room of a column: it may have everything. */
  static final byte[] EVERYTHING = {};

  private static final int BITS_PER_KEY = 10;
  private static final int PLACES = 7;

  /** A filter of so many keys takes 50,000 bytes. */
  private static final int MAX_KEYS = 40_000;

  private BloomFilter() {}

  /**
   * The bits of a set.
   *
   * @param keys in any order, also more than once
   */
  static byte[] of(long[] keys) {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    if (distinct > MAX_KEYS) {
      return EVERYTHING;
    }
    byte[] bits = new byte[Math.max(1, (distinct * BITS_PER_KEY + 7) / 8)];
    for (int i = 0; i < distinct; i++) {
      long hash = mixed(sorted[i]);
      for (int n = 0; n < PLACES; n++) {
        int place = place(hash, n, bits.length);
        bits[place >>> 3] |= (byte) (1 << (place & 7));
      }
    }
    return bits;
  }

  /** Whether the set may have a key; false is certain. */
  static boolean mayHave(byte[] bits, long key) {
    if (bits.length == 0) {
      return true;
    }
    long hash = mixed(key);
    for (int n = 0; n < PLACES; n++) {
      int place = place(hash, n, bits.length);
      if ((bits[place >>> 3] & (1 << (place & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Keys of one bucket have their first bits in common. */
  private static long mixed(long key) {
    return Hashing.komihash5_0().hashLongToLong(key);
  }

  /** Two hashes make all others (Kirsch and Mitzenmacher, 2006). */
  private static int place(long hash, int n, int bytes) {
    int combined = (int) hash + n * (int) (hash >>> Integer.SIZE);
    return Integer.remainderUnsigned(combined, bytes * 8);
  }
}
