package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** A name that can stand in a URL as it is. */
final class DatabaseNameForm implements TextForm {
  /** PostgreSQL's limit is 63, MySQL's 64. */
  private static final int MAX_CHARS = 64;

  @Override
  public @Nullable String accept(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit && "._-".indexOf(c) < 0) {
        return null;
      }
    }
    return text;
  }
}
