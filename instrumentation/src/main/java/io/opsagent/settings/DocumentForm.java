package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** A document, or names of documents: any text that is not blank, with line ends and tabs in it. */
final class DocumentForm implements TextForm {
  static final int MAX_CHARS = 200_000;

  @Override
  public @Nullable String accept(String text) {
    if (text.length() > MAX_CHARS || text.trim().isEmpty()) {
      return null;
    }
    String oneLine = text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    return Texts.hasControl(oneLine) ? null : text;
  }
}
