package io.opsagent.logging;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments of a message can be made text without calling the application: its {@code
 * toString} may throw, or wait for a lock or a database.
 */
final class PlainArguments {
  private PlainArguments() {}

  /** Whether all of them are texts, numbers and the like. */
  static boolean areAll(@Nullable Object @Nullable [] arguments) {
    if (arguments != null) {
      for (Object argument : arguments) {
        if (!isPlain(argument)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPlain(@Nullable Object argument) {
    return argument == null
        || argument instanceof String
        || argument instanceof Boolean
        || argument instanceof Character
        || argument instanceof Integer
        || argument instanceof Long
        || argument instanceof Short
        || argument instanceof Byte
        || argument instanceof Double
        || argument instanceof Float
        || argument instanceof UUID
        || argument.getClass() == BigDecimal.class
        || argument.getClass() == BigInteger.class
        || argument.getClass().getName().startsWith("java.time.");
  }
}
