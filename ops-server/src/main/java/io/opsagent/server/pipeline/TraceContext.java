package io.opsagent.server.pipeline;

import org.jspecify.annotations.Nullable;

/** Strict reading of the W3C {@code traceparent} header (docs/spec/instrumentation.md 3.9). */
final class TraceContext {
  private static final int VERSION_00_LENGTH = 55;

  private TraceContext() {}

  /** The trace id, 32 hex digits, or null when the header is absent or not as it must be. */
  static @Nullable String traceIdOf(@Nullable String traceParent) {
    if (traceParent == null || traceParent.length() < VERSION_00_LENGTH) {
      return null;
    }
    String version = traceParent.substring(0, 2);
    boolean lengthFits =
        traceParent.length() == VERSION_00_LENGTH
            || !version.equals("00") && traceParent.charAt(VERSION_00_LENGTH) == '-';
    String traceId = traceParent.substring(3, 35);
    String parentId = traceParent.substring(36, 52);
    boolean wellFormed =
        lengthFits
            && isLowerHex(version)
            && !version.equals("ff")
            && traceParent.charAt(2) == '-'
            && isLowerHex(traceId)
            && !isZero(traceId)
            && traceParent.charAt(35) == '-'
            && isLowerHex(parentId)
            && !isZero(parentId)
            && traceParent.charAt(52) == '-'
            && isLowerHex(traceParent.substring(53, 55));
    return wellFormed ? traceId : null;
  }

  private static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (hex.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
