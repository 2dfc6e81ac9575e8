package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of a request and of its answer by the formula of operations-api.md 8.2: an estimate from
 * what is known anyway, not a count on the wire. All results are bytes; unknown lengths count 0.
 */
public final class Traffic {
  private static final int LINE_BYTES = 12;
  private static final int HEADER_BYTES = 4;
  private static final int STATUS_BYTES = 3;

  private Traffic() {}

  /**
   * Returns the bytes of a request.
   *
   * @param method as sent
   * @param path raw path
   * @param query raw query, or null
   * @param contentLength declared length of the body in bytes; negative if there is none
   * @param headerBytes sum of {@link #header} over all headers
   */
  public static long in(
      String method, String path, @Nullable String query, long contentLength, long headerBytes) {
    // The question mark between path and query is part of what was sent.
    int queryBytes = query == null ? 0 : query.length() + 1;
    return LINE_BYTES
        + (long) method.length()
        + path.length()
        + queryBytes
        + Math.max(0, contentLength)
        + headerBytes;
  }

  /**
   * Returns the bytes of an answer.
   *
   * @param status HTTP status, or 0 if none was sent; then nothing was
   * @param reason reason phrase, or null if the protocol has none
   * @param contentLength declared length of the body in bytes; negative if there is none
   * @param headerBytes sum of {@link #header} over all headers
   */
  public static long out(
      int status, @Nullable String reason, long contentLength, long headerBytes) {
    if (status <= 0) {
      return 0;
    }
    int reasonBytes = reason == null ? 0 : reason.length();
    return LINE_BYTES + STATUS_BYTES + reasonBytes + Math.max(0, contentLength) + headerBytes;
  }

  /** Returns the bytes of one header line. */
  public static long header(String name, String value) {
    return (long) name.length() + value.length() + HEADER_BYTES;
  }
}
