package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/**
 * The name of a time zone, by its shape only: the JDK's zones are not loaded in premain. Whether
 * there is one of that name is seen when it is used.
 */
final class ZoneForm implements TextForm {
  private static final int MAX_CHARS = 50;
  private static final String SIGNS = "/_+-:";

  @Override
  public @Nullable String accept(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Texts.isLetterOrDigit(text.charAt(i)) && SIGNS.indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    return text.isEmpty() || text.length() > MAX_CHARS ? null : text;
  }
}
