package io.opsagent.server.runtime;

import io.opsagent.rules.Masking;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * Values of attributes as what JSON has, masked by their names, bounded in depth, length and sum.
 * Of a type that is not the JDK's only its name is told: to ask the object would run code that
 * nobody knows. For one thread.
 */
final class BeanValues {
  private static final int MAX_DEPTH = 5;
  private static final int MAX_ITEMS = 200;
  private static final int MAX_CHARS = 2_000;

  /** Of one bean together. */
  private static final int MAX_ALL_CHARS = 500_000;

  private static final String CUT = "...";
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  private final Masking masking;
  private int roomChars = MAX_ALL_CHARS;

  BeanValues(Masking masking) {
    this.masking = masking;
  }

  /** The value under that name. */
  @Nullable Object of(String name, @Nullable Object value) {
    return of(name, value, 0);
  }

  /** A name as it may be shown. */
  String name(String name) {
    return key(name);
  }

  private @Nullable Object of(String name, @Nullable Object value, int depth) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (isSecret(name)) {
      return text(Masking.MASK);
    }
    if (NUMBERS.contains(value.getClass())) {
      return number((Number) value);
    }
    if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof ObjectName) {
      return text(masking.fieldValue(name, cut(value.toString())));
    }
    if (value instanceof Enum<?> word) {
      return text(word.name());
    }
    if (depth >= MAX_DEPTH || roomChars <= 0) {
      return CUT;
    }
    if (value instanceof CompositeData data) {
      return composite(data, depth);
    }
    if (value instanceof TabularData data) {
      return table(name, data, depth);
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof Collection<?> items) {
      return list(name, items, depth);
    }
    if (value.getClass().isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int i = 0; i < Math.min(MAX_ITEMS + 1, Array.getLength(value)); i++) {
        items.add(Array.get(value, i));
      }
      return list(name, items, depth);
    }
    return text("(" + value.getClass().getName() + ")");
  }

  private static Object number(Number number) {
    // Neither is a number of JSON.
    return Double.isFinite(number.doubleValue()) ? number : number.toString();
  }

  private Map<String, @Nullable Object> composite(CompositeData data, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String key : data.getCompositeType().keySet()) {
      if (object.size() >= MAX_ITEMS) {
        break;
      }
      object.put(key(key), of(key, data.get(key), depth + 1));
    }
    return object;
  }

  /** A table of keys and values, as the system properties are, is one object. */
  private Object table(String name, TabularData data, int depth) {
    if (!data.getTabularType().getRowType().keySet().equals(Set.of("key", "value"))) {
      return list(name, data.values(), depth);
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Object row : data.values()) {
      if (row instanceof CompositeData pair && object.size() < MAX_ITEMS) {
        String key = String.valueOf(pair.get("key"));
        object.put(key(key), of(key, pair.get("value"), depth + 1));
      }
    }
    return object;
  }

  private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Map.Entry<?, ?> one : map.entrySet()) {
      if (object.size() >= MAX_ITEMS) {
        break;
      }
      Object key = one.getKey();
      String name =
          key instanceof CharSequence || key instanceof Number || key instanceof ObjectName
              ? key.toString()
              : "(" + (key == null ? "null" : key.getClass().getName()) + ")";
      object.put(key(name), of(name, one.getValue(), depth + 1));
    }
    return object;
  }

  private List<@Nullable Object> list(String name, Iterable<?> items, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    boolean isSecretNext = false;
    for (Object item : items) {
      if (list.size() >= MAX_ITEMS) {
        list.add(CUT);
        break;
      }
      list.add(isSecretNext ? text(Masking.MASK) : of(name, item, depth + 1));
      // Arguments of a program: an option, and behind it what it is set to.
      isSecretNext =
          item instanceof String option
              && option.startsWith("-")
              && option.indexOf('=') < 0
              && isSecret(option);
    }
    return list;
  }

  private boolean isSecret(String name) {
    return masking.fieldValue(name, "x").equals(Masking.MASK);
  }

  private String key(String key) {
    return text(masking.maskText(cut(key)));
  }

  private String text(String text) {
    String shown = roomChars <= 0 ? CUT : text;
    roomChars -= shown.length();
    return shown;
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + CUT;
  }
}
