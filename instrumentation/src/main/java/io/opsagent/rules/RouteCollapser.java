package io.opsagent.rules;

/**
 * Makes a route out of a raw path when no framework told one (instrumentation.md 5.1): segments
 * that look like ids become {@code {id}}, e-mail addresses {@code {email}}, path parameters ({@code
 * ;x=y}) go, and what follows the eighth segment becomes {@code ...}.
 *
 * <p>An id is a number (also a date, a version or a coordinate), a UUID, at least 16 hex digits, at
 * least 20 characters of base64 with a digit among them, a pair with an equals sign in it, or
 * anything longer than 64 characters. All of them give the same word, since the ids of one route
 * may look different. Stateless.
 */
public final class RouteCollapser {
  private static final int MAX_SEGMENTS = 8;
  private static final int MAX_SEGMENT_CHARS = 64;
  private static final int MIN_HEX_CHARS = 16;
  private static final int MIN_TOKEN_CHARS = 20;
  private static final int MAX_VERSION_CHARS = 4;

  private static final String ID = "{id}";
  private static final String EMAIL = "{email}";
  private static final String REST = "...";

  private RouteCollapser() {}

  /**
   * Returns the route of a path.
   *
   * @param path raw path as the client sent it; a query behind it does not count
   */
  public static String collapse(String path) {
    int end = end(path);
    if (isRoute(path, end)) {
      return path;
    }
    StringBuilder route = new StringBuilder(Math.min(end, 200) + 1);
    int segments = 0;
    int at = 0;
    while (at < end) {
      int slash = path.indexOf('/', at);
      int segmentEnd = slash < 0 || slash > end ? end : slash;
      int parameters = path.indexOf(';', at);
      int nameEnd = parameters < 0 || parameters > segmentEnd ? segmentEnd : parameters;
      if (nameEnd > at) {
        if (segments++ == MAX_SEGMENTS) {
          return route.append('/').append(REST).toString();
        }
        append(route.append('/'), path, at, nameEnd);
      }
      at = segmentEnd + 1;
    }
    if (segments == 0 || path.charAt(end - 1) == '/') {
      route.append('/');
    }
    return route.toString();
  }

  /** Whether nothing would be changed, as with most paths; told without an object. */
  private static boolean isRoute(String path, int end) {
    if (end != path.length() || end == 0 || path.charAt(0) != '/') {
      return false;
    }
    int segments = 0;
    int at = 1;
    while (at < end) {
      int slash = path.indexOf('/', at);
      int segmentEnd = slash < 0 ? end : slash;
      if (segmentEnd == at
          || segments++ == MAX_SEGMENTS
          || isEmail(path, at, segmentEnd)
          || isId(path, at, segmentEnd)) {
        return false;
      }
      at = segmentEnd + 1;
    }
    return path.indexOf(';') < 0;
  }

  private static int end(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return path.length();
  }

  private static void append(StringBuilder route, String path, int from, int to) {
    if (isEmail(path, from, to)) {
      route.append(EMAIL);
    } else if (isId(path, from, to)) {
      route.append(ID);
    } else {
      route.append(path, from, to);
    }
  }

  private static boolean isId(String path, int from, int to) {
    return to - from > MAX_SEGMENT_CHARS
        || isPair(path, from, to)
        || isNumber(path, from, to)
        || isHex(path, from, to)
        || isUuid(path, from, to)
        || isToken(path, from, to);
  }

  private static boolean isEmail(String path, int from, int to) {
    int sign = path.indexOf('@', from);
    int length = 1;
    if (sign < 0 || sign >= to) {
      sign = path.indexOf("%40", from);
      length = 3;
    }
    return sign > from && sign + length < to;
  }

  /** A pair is data, and can be a secret: {@code password=x}, {@code Users(key='x')}. */
  private static boolean isPair(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean encoded = path.startsWith("%3D", i) || path.startsWith("%3d", i);
      if (path.charAt(i) == '=' || (encoded && i + 2 < to)) {
        return true;
      }
    }
    return false;
  }

  /** Digits with separators; a short text with a dot, such as 1.0, is the version of an API. */
  private static boolean isNumber(String path, int from, int to) {
    int digits = 0;
    boolean dot = false;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (c == '.') {
        dot = true;
      } else if (c != '-' && c != '+' && c != ',' && c != ':' && c != '_') {
        return false;
      }
    }
    return digits > 0 && !(dot && to - from <= MAX_VERSION_CHARS);
  }

  private static boolean isHex(String path, int from, int to) {
    if (to - from < MIN_HEX_CHARS) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!isHexDigit(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUuid(String path, int from, int to) {
    if (to - from != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = path.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** Base64 in both alphabets and with its signs percent-encoded. */
  private static boolean isToken(String path, int from, int to) {
    if (to - from < MIN_TOKEN_CHARS) {
      return false;
    }
    boolean digit = false;
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean sign = c == '-' || c == '_' || c == '+' || c == '=' || c == '~' || c == '%';
      if (!letter && !sign && !isDigit(c)) {
        return false;
      }
      digit |= isDigit(c);
    }
    return digit;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
