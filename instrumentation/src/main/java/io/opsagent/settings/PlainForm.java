package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** Any short text without control characters. */
final class PlainForm implements TextForm {
  static final int MAX_CHARS = 200;

  @Override
  public @Nullable String accept(String text) {
    if (text.isEmpty() || text.length() > MAX_CHARS || Texts.hasControl(text)) {
      return null;
    }
    return text;
  }
}
