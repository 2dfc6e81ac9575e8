package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/** Which content types are text that may be copied (docs/spec/instrumentation.md 4.4). */
final class TextTypes {
  private static final String GRPC = "application/grpc";

  private static final String[] OTHERS = {
    "application/json",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/graphql",
    "application/javascript",
    "application/x-javascript",
    "application/csp-report"
  };

  private TextTypes() {}

  /** Whether a body of this {@code Content-Type} is copied; null and unknown types are not. */
  static boolean isCopied(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    if (end < 0) {
      end = contentType.length();
    }
    int start = 0;
    while (start < end && contentType.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && contentType.charAt(end - 1) <= ' ') {
      end--;
    }
    if (matches(contentType, start, end, "text/event-stream")) {
      return false;
    }
    if (contentType.regionMatches(true, start, "text/", 0, 5)) {
      return true;
    }
    if (contentType.regionMatches(true, start, GRPC, 0, GRPC.length())) {
      return false;
    }
    if (endsWith(contentType, start, end, "+json") || endsWith(contentType, start, end, "+xml")) {
      return true;
    }
    for (String type : OTHERS) {
      if (matches(contentType, start, end, type)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the parts of a body of this {@code Content-Type} are listed. */
  static boolean isMultipart(@Nullable String contentType) {
    return contentType != null && contentType.trim().regionMatches(true, 0, "multipart/", 0, 10);
  }

  /**
   * Whether bytes in this {@code Content-Encoding} can be read behind the ring: plain ones and what
   * the JDK inflates. Several may be listed (RFC 9110 8.4).
   */
  static boolean isReadable(@Nullable String contentEncoding) {
    if (contentEncoding == null) {
      return true;
    }
    int from = 0;
    while (from <= contentEncoding.length()) {
      int comma = contentEncoding.indexOf(',', from);
      int to = comma < 0 ? contentEncoding.length() : comma;
      String coding = contentEncoding.substring(from, to).trim();
      if (!coding.isEmpty()
          && !coding.equalsIgnoreCase("gzip")
          && !coding.equalsIgnoreCase("x-gzip")
          && !coding.equalsIgnoreCase("deflate")
          && !coding.equalsIgnoreCase("identity")) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  /**
   * Whether the first bytes of something are UTF-8 without control characters; a character that is
   * cut at the end does not matter.
   */
  static boolean isPrintable(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      int b = bytes[at++] & 0xff;
      if (b < 0x80) {
        if (b == 0x7f || b < ' ' && b != '\t' && b != '\n' && b != '\r') {
          return false;
        }
        continue;
      }
      int more = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : 1;
      if (b < 0xc2 || b > 0xf4) {
        return false;
      }
      for (; more > 0 && at < length; more--, at++) {
        if ((bytes[at] & 0xc0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean matches(String text, int start, int end, String type) {
    return end - start == type.length() && text.regionMatches(true, start, type, 0, type.length());
  }

  private static boolean endsWith(String text, int start, int end, String suffix) {
    int at = end - suffix.length();
    return at > start && text.regionMatches(true, at, suffix, 0, suffix.length());
  }
}
