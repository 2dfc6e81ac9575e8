package io.opsagent.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that must all hold, in SQL. Column names are written in the code; every value is a
 * parameter.
 */
final class Conditions {
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  /** Adds {@code column = value} unless the value is null. */
  Conditions equal(String column, @Nullable Object value) {
    return add(column + " = ?", value);
  }

  /** Adds a condition with one parameter unless the value is null. */
  Conditions add(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
    return this;
  }

  /** Adds a condition with any number of parameters. */
  Conditions addAll(String condition, List<?> its) {
    conditions.add(condition);
    values.addAll(its);
    return this;
  }

  /** Adds that a column is within two numbers, both included. */
  Conditions within(String column, long from, long to) {
    return add(column + " >= ?", from).add(column + " <= ?", to);
  }

  /** Adds the conditions of another one. */
  Conditions and(Conditions others) {
    conditions.addAll(others.conditions);
    values.addAll(others.values);
    return this;
  }

  boolean isEmpty() {
    return conditions.isEmpty();
  }

  /** Begins with a blank; nothing when there is no condition. */
  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  /** Values of the parameters of {@link #where()}, in order. */
  List<Object> values() {
    return values;
  }
}
