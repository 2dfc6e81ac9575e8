package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** The name of a header (RFC 9110, section 5.1), in any case; kept in lower case. */
final class HeaderNameForm implements TextForm {
  private static final int MAX_CHARS = 100;
  private static final String SIGNS = "!#$%&'*+-.^_`|~";

  @Override
  public @Nullable String accept(String text) {
    return isToken(text) && text.length() <= MAX_CHARS ? Texts.lowerCase(text) : null;
  }

  /** Whether a text is a token (RFC 9110, section 5.6.2). */
  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Texts.isLetterOrDigit(c) && SIGNS.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
