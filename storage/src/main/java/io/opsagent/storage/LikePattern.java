package io.opsagent.storage;

/** A text within a pattern of LIKE, where {@code !} escapes. */
final class LikePattern {
  /** Not the backslash, which MySQL reads in string literals too. */
  static final char ESCAPE = '!';

  private LikePattern() {}

  /** The text so that it means itself. */
  static String escape(String part) {
    String clean = TextColumn.fit(part, ServiceLogTable.PATH_CHARS);
    StringBuilder out = new StringBuilder(clean.length() + 8);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c == '%' || c == '_' || c == ESCAPE) {
        out.append(ESCAPE);
      }
      out.append(c);
    }
    return out.toString();
  }
}
