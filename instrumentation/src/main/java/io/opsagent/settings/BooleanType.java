package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A switch. Besides true and false it takes the words that people write into environments. */
final class BooleanType extends ValueType<Boolean> {
  BooleanType() {
    super("boolean", "true or false (also yes, no, on, off, 1, 0)");
  }

  @Override
  @Nullable Boolean parse(String text, @Nullable File folder) {
    String word = Texts.lowerCase(text);
    if (word.equals("true") || word.equals("yes") || word.equals("on") || word.equals("1")) {
      return Boolean.TRUE;
    }
    if (word.equals("false") || word.equals("no") || word.equals("off") || word.equals("0")) {
      return Boolean.FALSE;
    }
    return null;
  }

  @Override
  String format(Boolean value) {
    return value.toString();
  }
}
