package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A number of bytes: {@code 512}, {@code 512B}, {@code 16KB}, {@code 1MB}; 1 KB is 1024 bytes. */
final class SizeType extends ValueType<Long> {
  private static final long KILO_BYTES = 1024;
  private static final long MEGA_BYTES = 1024 * KILO_BYTES;
  private static final long GIGA_BYTES = 1024 * MEGA_BYTES;

  private final long leastBytes;
  private final long mostBytes;

  SizeType(long leastBytes, long mostBytes) {
    super(
        "size",
        "a size from "
            + text(leastBytes)
            + " to "
            + text(mostBytes)
            + " (such as 512, 16KB or 1MB; 1KB is 1024 bytes)");
    this.leastBytes = leastBytes;
    this.mostBytes = mostBytes;
  }

  @Override
  @Nullable Long parse(String text, @Nullable File folder) {
    int digits = Texts.leadingDigits(text, 0);
    String unit = Texts.lowerCase(Texts.trim(text.substring(digits)));
    long unitBytes;
    if (unit.isEmpty() || unit.equals("b")) {
      unitBytes = 1;
    } else if (unit.equals("k") || unit.equals("kb") || unit.equals("kib")) {
      unitBytes = KILO_BYTES;
    } else if (unit.equals("m") || unit.equals("mb") || unit.equals("mib")) {
      unitBytes = MEGA_BYTES;
    } else if (unit.equals("g") || unit.equals("gb") || unit.equals("gib")) {
      unitBytes = GIGA_BYTES;
    } else {
      return null;
    }
    long bytes = Texts.times(Texts.wholeNumber(text.substring(0, digits)), unitBytes);
    return bytes < leastBytes || bytes > mostBytes ? null : Long.valueOf(bytes);
  }

  @Override
  String format(Long value) {
    return text(value);
  }

  private static String text(long bytes) {
    if (bytes == 0 || bytes % KILO_BYTES != 0) {
      return Long.toString(bytes);
    }
    if (bytes % GIGA_BYTES == 0) {
      return bytes / GIGA_BYTES + "GB";
    }
    if (bytes % MEGA_BYTES == 0) {
      return bytes / MEGA_BYTES + "MB";
    }
    return bytes / KILO_BYTES + "KB";
  }
}
