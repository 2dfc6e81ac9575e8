package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/** Which content types are text that may be copied (docs/spec/instrumentation.md 4.4). */
final class TextTypes {
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
    if (!contentType.regionMatches(true, start, "application/", 0, 12)) {
      return endsWith(contentType, start, end, "+json")
          || endsWith(contentType, start, end, "+xml");
    }
    return matches(contentType, start, end, "application/json")
        || matches(contentType, start, end, "application/x-www-form-urlencoded")
        || matches(contentType, start, end, "application/xml")
        || matches(contentType, start, end, "application/x-ndjson")
        || matches(contentType, start, end, "application/graphql")
        || matches(contentType, start, end, "application/javascript")
        || endsWith(contentType, start, end, "+json")
        || endsWith(contentType, start, end, "+xml");
  }

  private static boolean matches(String text, int start, int end, String type) {
    return end - start == type.length() && text.regionMatches(true, start, type, 0, type.length());
  }

  private static boolean endsWith(String text, int start, int end, String suffix) {
    int at = end - suffix.length();
    return at > start && text.regionMatches(true, at, suffix, 0, suffix.length());
  }
}
