package io.opsagent.capture;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where in a session the name of the user is: an attribute, or a value of a map in it (key {@code
 * capture.user-attribute}, docs/spec/instrumentation.md 3.9). Immutable.
 */
final class UserAttribute {
  private final String name;
  private final String[] keys;

  /**
   * Takes the path apart.
   *
   * @param path the attribute's name, then keys of maps, with a slash between them
   */
  UserAttribute(String path) {
    String[] parts = path.split("/", -1);
    this.name = parts[0];
    this.keys = new String[parts.length - 1];
    System.arraycopy(parts, 1, keys, 0, keys.length);
  }

  /** Name of the session's attribute. */
  String name() {
    return name;
  }

  /**
   * The text that the path leads to. Only of a text, a number or a UUID: {@code toString} of other
   * classes can do anything, and says more than a name.
   *
   * @param attribute what the session has under {@link #name()}
   * @return null if there is nothing, or something else
   */
  @Nullable String textIn(@Nullable Object attribute) {
    Object value = attribute;
    for (String key : keys) {
      if (!(value instanceof Map)) {
        return null;
      }
      value = ((Map<?, ?>) value).get(key);
    }
    if (value instanceof CharSequence || value instanceof Number || value instanceof UUID) {
      return value.toString();
    }
    return null;
  }
}
