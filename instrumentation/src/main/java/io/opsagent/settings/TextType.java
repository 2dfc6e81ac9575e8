package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A text of a certain form. */
final class TextType extends ValueType<String> {
  private final TextForm form;

  TextType(String name, String allowed, TextForm form) {
    super(name, allowed);
    this.form = form;
  }

  @Override
  @Nullable String parse(String text, @Nullable File folder) {
    return form.accept(text);
  }

  @Override
  String format(String value) {
    return value;
  }
}
