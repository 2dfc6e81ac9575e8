package io.opsagent.capture.sql;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls and reads of an object of the application by names. Nothing found is kept. */
final class Reflect {
  private Reflect() {}

  /** Calls a method without parameters, of any visibility, of the class or one above it. */
  static @Nullable Object call(Object target, String name) throws ReflectiveOperationException {
    return method(target.getClass(), name).invoke(target);
  }

  /** The int that such a method returns. */
  static int number(Object target, String name) throws ReflectiveOperationException {
    Object value = call(target, name);
    return value instanceof Number ? ((Number) value).intValue() : -1;
  }

  /** The text that such a method returns, or null. */
  static @Nullable String text(Object target, String name) throws ReflectiveOperationException {
    Object value = call(target, name);
    return value instanceof String ? (String) value : null;
  }

  /** Reads a field, of any visibility, of the class or one above it. */
  static @Nullable Object field(Object target, String name) throws ReflectiveOperationException {
    for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(target);
      } catch (NoSuchFieldException e) {
        // One above it may have it.
      }
    }
    throw new NoSuchFieldException(target.getClass().getName() + "." + name);
  }

  /** As {@link #field}, where null would make no sense. */
  static Object part(Object target, String name) throws ReflectiveOperationException {
    Object part = field(target, name);
    if (part == null) {
      throw new NoSuchFieldException(target.getClass().getName() + "." + name + " is null");
    }
    return part;
  }

  /** A method of the class or one above it. */
  static Method method(Class<?> of, String name, Class<?>... parameters)
      throws NoSuchMethodException {
    for (Class<?> type = of; type != null; type = type.getSuperclass()) {
      try {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
      } catch (NoSuchMethodException e) {
        // One above it may have it.
      }
    }
    throw new NoSuchMethodException(of.getName() + "." + name);
  }
}
