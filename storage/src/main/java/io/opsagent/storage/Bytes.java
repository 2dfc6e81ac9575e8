package io.opsagent.storage;

import java.util.Locale;

/** A number of bytes in words for an operator. */
final class Bytes {
  private static final long MEGA = 1024 * 1024;

  private Bytes() {}

  /** Such as {@code 1.4 GB} or {@code 37 MB}; 1 MB is 1024 times 1024 bytes. */
  static String words(long bytes) {
    return bytes >= 1024 * MEGA
        ? String.format(Locale.ROOT, "%.1f GB", bytes / (1024.0 * MEGA))
        : (bytes + MEGA - 1) / MEGA + " MB";
  }
}
