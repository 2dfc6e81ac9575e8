package io.opsagent.storage;

import org.jspecify.annotations.Nullable;

/**
 * Which of 32 buckets a text belongs to. Indexes of texts that are different in almost every row
 * are by bucket and time; see the first migration script for the reason. The numbers are stored:
 * they must never change.
 */
final class Bucket {
  private static final int BUCKETS = 32;

  /** 2^32 divided by the golden ratio: spreads the hashes of texts that differ by little. */
  private static final int SPREAD = 0x9E3779B9;

  private Bucket() {}

  /** 0 to 31; null for no text. */
  static @Nullable Integer of(@Nullable String text) {
    // The hash of a text is laid down by the Java specification.
    return text == null
        ? null
        : (text.hashCode() * SPREAD) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(BUCKETS));
  }
}
