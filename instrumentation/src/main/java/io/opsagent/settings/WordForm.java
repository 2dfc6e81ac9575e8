package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** A short word of letters, digits and hyphens; becomes lower case. */
final class WordForm implements TextForm {
  private static final int MAX_CHARS = 40;

  @Override
  public @Nullable String accept(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Texts.isLetterOrDigit(c) && c != '-') {
        return null;
      }
    }
    return Texts.lowerCase(text);
  }
}
