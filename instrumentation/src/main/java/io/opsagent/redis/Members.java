package io.opsagent.redis;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of a client's objects by name, where versions differ and types are not public. Only
 * when a server is found, never for each command.
 */
final class Members {
  private Members() {}

  /** What a method without arguments says, of the class or one of its parents; null for none. */
  static @Nullable Object call(@Nullable Object owner, String method) {
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      try {
        Method found = type.getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(owner);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Not in this class, or not to be had: its parent may have it.
      }
    }
    return null;
  }

  /** The value of a field of the class or one of its parents; null for none. */
  static @Nullable Object field(@Nullable Object owner, String name) {
    for (Class<?> type = typeOf(owner); type != null; type = type.getSuperclass()) {
      try {
        Field found = type.getDeclaredField(name);
        found.setAccessible(true);
        return found.get(owner);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // As above.
      }
    }
    return null;
  }

  /** A text, or the characters of one; null for anything else and for an empty one. */
  static @Nullable String text(@Nullable Object value) {
    String text = value instanceof char[] ? new String((char[]) value) : null;
    if (value instanceof String) {
      text = (String) value;
    }
    return text == null || text.isEmpty() ? null : text;
  }

  private static @Nullable Class<?> typeOf(@Nullable Object owner) {
    return owner == null ? null : owner.getClass();
  }
}
