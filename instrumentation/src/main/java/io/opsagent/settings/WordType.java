package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * One of a few words, any case.
 *
 * @param <E> the enum whose constants, in lower case, are the words
 */
final class WordType<E extends Enum<E>> extends ValueType<E> {
  private final E[] constants;

  WordType(E[] constants) {
    super("word", "one of " + words(constants));
    this.constants = constants.clone();
  }

  private static String words(Enum<?>[] constants) {
    StringBuilder text = new StringBuilder();
    for (Enum<?> constant : constants) {
      text.append(text.length() == 0 ? "" : ", ").append(Texts.lowerCase(constant.name()));
    }
    return text.toString();
  }

  @Override
  @Nullable E parse(String text, @Nullable File folder) {
    String word = Texts.lowerCase(text);
    for (E constant : constants) {
      if (Texts.lowerCase(constant.name()).equals(word)) {
        return constant;
      }
    }
    return null;
  }

  @Override
  String format(E value) {
    return Texts.lowerCase(value.name());
  }
}
