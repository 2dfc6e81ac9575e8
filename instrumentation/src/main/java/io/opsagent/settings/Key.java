package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set: its name, type, default and one sentence about it. All keys are
 * constants of {@link Keys}; two keys are the same only if they are the same object. Not changed
 * once {@link Keys} is loaded.
 *
 * @param <T> type of the value; durations are milliseconds, sizes are bytes
 */
public final class Key<T> {
  static final String ENVIRONMENT_PREFIX = "OPSAGENT_";
  static final String PROPERTY_PREFIX = "opsagent.";

  private final KeyGroup group;
  private final String name;
  private final ValueType<T> type;
  private final @Nullable T defaultValue;
  private final @Nullable T valueWhenWrong;
  private final String defaultText;
  private final String summary;
  private final List<String> aliases = new ArrayList<String>(0);
  private boolean reloadable;
  private boolean secret;

  Key(
      KeyGroup group,
      String name,
      ValueType<T> type,
      @Nullable T defaultValue,
      @Nullable T valueWhenWrong,
      String defaultText,
      String summary) {
    this.group = group;
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.valueWhenWrong = valueWhenWrong;
    this.defaultText = defaultText;
    this.summary = summary;
  }

  /** Returns the chapter of the reference that this key belongs to. */
  public KeyGroup group() {
    return group;
  }

  /** Returns the name as it stands in a file, such as {@code log.max-body-bytes}. */
  public String name() {
    return name;
  }

  /** Gives it another name, where it is declared. */
  Key<T> alias(String other) {
    aliases.add(other);
    return this;
  }

  /** Returns the other names that are understood, too; mostly none. */
  public List<String> aliases() {
    return Collections.unmodifiableList(aliases);
  }

  /** Returns whether this is its name, or one of its other names, in a file. */
  boolean isCalled(String text) {
    return name.equals(text) || aliases.contains(text);
  }

  /** Returns whether this is its name, or one of its other names, as environment variable. */
  boolean isCalledInEnvironment(String text) {
    for (String alias : aliases) {
      if (environmentName(alias).equals(text)) {
        return true;
      }
    }
    return environmentName().equals(text);
  }

  /** Returns the name of the environment variable, such as {@code OPSAGENT_LOG_MAX_BODY_BYTES}. */
  public String environmentName() {
    return environmentName(name);
  }

  static String environmentName(String name) {
    return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns the name of the system property, such as {@code opsagent.log.max-body-bytes}. */
  public String propertyName() {
    return PROPERTY_PREFIX + name;
  }

  /** Returns the word for the type in the reference, such as {@code duration}. */
  public String typeName() {
    return type.name();
  }

  /** Returns what is allowed, as the end of a sentence. */
  public String allowed() {
    return type.allowed();
  }

  /** Returns the default, or null if there is none or it is decided at start. */
  public @Nullable T defaultValue() {
    return defaultValue;
  }

  /** Returns the default as a person would write it, or where it comes from. */
  public String defaultText() {
    return defaultText;
  }

  /** Marks it, where it is declared. */
  Key<T> reloadable() {
    reloadable = true;
    return this;
  }

  /**
   * Returns whether a change of the properties file counts at once: the switches of capture and
   * most keys of the request log. All other keys count from the next start.
   */
  public boolean isReloadable() {
    return reloadable;
  }

  /** Marks it, where it is declared. */
  Key<T> secret() {
    secret = true;
    return this;
  }

  /** Returns whether its value opens something and is never shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Returns one sentence on what this key does. */
  public String summary() {
    return summary;
  }

  /**
   * Reads a value of this key.
   *
   * @param text text as it was set; blanks around it do not count
   * @param folder where a relative path starts; null means the working directory
   * @return the value, or null if the text is not allowed
   */
  public @Nullable T parse(String text, @Nullable File folder) {
    return type.parse(Texts.trim(text), folder);
  }

  /** Writes a value the way a person would set it, such as {@code 30s}. */
  public String format(T value) {
    return type.format(value);
  }

  /**
   * Returns what counts after a wrong value: the default, but off for a switch that is on by
   * default, since the only reason to set such a switch is to turn it off (design.md 5).
   */
  @Nullable T valueWhenWrong() {
    return valueWhenWrong;
  }

  @Override
  public String toString() {
    return name;
  }
}
