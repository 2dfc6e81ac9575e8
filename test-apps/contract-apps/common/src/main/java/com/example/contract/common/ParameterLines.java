package com.example.contract.common;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Body of {@code /parameters}. */
public final class ParameterLines {
  private ParameterLines() {}

  /** A line {@code name=value} for each value, sorted by name; values keep their order. */
  public static String of(Map<String, ? extends Collection<String>> parameters) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, values) ->
                values.forEach(value -> lines.append(name).append('=').append(value).append('\n')));
    return lines.toString();
  }
}
