package io.opsagent.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes keys and keeps them in the order in which they are declared. Filled while a class loads.
 */
final class KeyList {
  private final List<Key<?>> keys = new ArrayList<Key<?>>();

  List<Key<?>> keys() {
    return keys;
  }

  static TextType plain() {
    return new TextType(
        "text",
        "a text of at most " + PlainForm.MAX_CHARS + " characters in one line",
        new PlainForm());
  }

  /**
   * A switch that is on by default, and off if its value is wrong. Those of capture can be switched
   * while the application runs.
   */
  Key<Boolean> on(KeyGroup group, String name, String summary) {
    Key<Boolean> key =
        new Key<Boolean>(
            group, name, new BooleanType(), Boolean.TRUE, Boolean.FALSE, "true", summary);
    return add(group == KeyGroup.CAPTURE ? key.reloadable() : key);
  }

  <T> Key<T> with(KeyGroup group, String name, ValueType<T> type, T defaultValue, String summary) {
    return add(
        new Key<T>(
            group, name, type, defaultValue, defaultValue, type.format(defaultValue), summary));
  }

  /** A key that guards the door: a wrong value counts as the strictest one, not as the default. */
  <T> Key<T> guarded(
      KeyGroup group,
      String name,
      ValueType<T> type,
      T defaultValue,
      T valueWhenWrong,
      String summary) {
    return add(
        new Key<T>(
            group, name, type, defaultValue, valueWhenWrong, type.format(defaultValue), summary));
  }

  /** As above, without a default. */
  <T> Key<T> guardedWithout(
      KeyGroup group,
      String name,
      ValueType<T> type,
      T valueWhenWrong,
      String defaultText,
      String summary) {
    return add(new Key<T>(group, name, type, null, valueWhenWrong, defaultText, summary));
  }

  <T> Key<T> without(
      KeyGroup group, String name, ValueType<T> type, String defaultText, String summary) {
    return add(new Key<T>(group, name, type, null, null, defaultText, summary));
  }

  private <T> Key<T> add(Key<T> key) {
    keys.add(key);
    return key;
  }
}
