package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value. Implementations are immutable and never throw for a
 * wrong text: hostile input is the normal case here.
 *
 * @param <T> type of the value
 */
abstract class ValueType<T> {
  private final String name;
  private final String allowed;

  /**
   * @param name word for the reference, such as {@code duration}
   * @param allowed ends the sentence "allowed is ..."
   */
  ValueType(String name, String allowed) {
    this.name = name;
    this.allowed = allowed;
  }

  final String name() {
    return name;
  }

  final String allowed() {
    return allowed;
  }

  /**
   * Reads a value.
   *
   * @param text trimmed text as it was set
   * @param folder where a relative path starts; null means the working directory
   * @return the value, or null if the text is not allowed
   */
  abstract @Nullable T parse(String text, @Nullable File folder);

  /** Writes a value the way a person would set it. */
  abstract String format(T value);
}
