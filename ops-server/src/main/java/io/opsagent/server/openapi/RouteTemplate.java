package io.opsagent.server.openapi;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A route as a path of OpenAPI: {@code /orders/{id:\d+}/*} becomes {@code /orders/{id}/{path}}.
 *
 * @param path begins with a slash
 * @param parameters names in braces, each different, in order
 */
record RouteTemplate(String path, Set<String> parameters) {
  private static final int MAX_PARAMETERS = 30;

  static RouteTemplate of(String route) {
    Set<String> parameters = new LinkedHashSet<>();
    StringBuilder path = new StringBuilder(route.length() + 8);
    int i = 0;
    while (i < route.length()) {
      char c = route.charAt(i);
      if (c == '{') {
        int end = closing(route, i);
        path.append(parameter(name(route.substring(i + 1, end)), parameters));
        i = Math.min(route.length(), end + 1);
      } else if (c == '*') {
        while (i < route.length() && route.charAt(i) == '*') {
          i++;
        }
        path.append(parameter("path", parameters));
      } else {
        path.append(c);
        i++;
      }
    }
    String text = path.toString();
    return new RouteTemplate(text.startsWith("/") ? text : "/" + text, parameters);
  }

  /** The brace that closes the one at this place; a regular expression in it may have its own. */
  private static int closing(String route, int open) {
    int depth = 0;
    for (int i = open; i < route.length(); i++) {
      char c = route.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return route.length();
  }

  private static String name(String inBraces) {
    int colon = inBraces.indexOf(':');
    String name = (colon < 0 ? inBraces : inBraces.substring(0, colon)).replaceAll("[^\\w.-]", "");
    return name.isEmpty() ? "path" : name;
  }

  private static String parameter(String name, Set<String> parameters) {
    if (parameters.size() >= MAX_PARAMETERS) {
      return name;
    }
    String unique = name;
    for (int i = 2; !parameters.add(unique); i++) {
      unique = name + i;
    }
    return "{" + unique + "}";
  }
}
