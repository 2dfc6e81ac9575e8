package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** Any text in one line that begins in a certain way, longer than {@link PlainForm} allows. */
final class LongTextForm implements TextForm {
  static final int MAX_CHARS = 2000;

  private final String start;

  LongTextForm(String start) {
    this.start = start;
  }

  @Override
  public @Nullable String accept(String text) {
    boolean fits = text.length() <= MAX_CHARS && !Texts.hasControl(text);
    return fits && text.startsWith(start) && text.length() > start.length() ? text : null;
  }
}
