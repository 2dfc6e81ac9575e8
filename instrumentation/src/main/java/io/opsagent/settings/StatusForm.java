package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** A status of HTTP: three digits from 100 to 599. */
final class StatusForm implements TextForm {

  @Override
  public @Nullable String accept(String text) {
    long status = Texts.wholeNumber(text);
    return text.length() == 3 && status >= 100 && status <= 599 ? text : null;
  }
}
