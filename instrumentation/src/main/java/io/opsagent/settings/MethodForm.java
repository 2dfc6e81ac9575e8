package io.opsagent.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A method of HTTP (RFC 9110, section 9.1), in any case; kept in capitals. */
final class MethodForm implements TextForm {
  private static final int MAX_CHARS = 40;

  @Override
  public @Nullable String accept(String text) {
    return HeaderNameForm.isToken(text) && text.length() <= MAX_CHARS
        ? text.toUpperCase(Locale.ROOT)
        : null;
  }
}
