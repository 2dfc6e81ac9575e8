package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in prose: messages of exceptions, connection strings, logged headers, bodies of
 * plain text, scripts. What stands behind a secret name and {@code =} or {@code :} goes, be it a
 * word, a quoted text or something in brackets, and the user of a URL; so does a {@code value} soon
 * after a {@code name} that is secret. All other text stays. A net for what has no structure, not a
 * proof: {@code the password is x} is not found. Immutable; linear in the length of the text.
 */
final class TextMasking {
  private static final String ORACLE = "jdbc:oracle:";

  /** How far behind its name a value is looked for. */
  private static final int MAX_PAIR_CHARS = 300;

  private final SecretNames names;

  TextMasking(SecretNames names) {
    this.names = names;
  }

  String mask(String text) {
    StringBuilder out = null;
    int copied = 0;
    int secretNamedAt = -1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ':' && c != '=' && c != '%') {
        at++;
        continue;
      }
      int from = at;
      int to = at;
      if (c == ':' && text.startsWith("://", at)) {
        from = at + 3;
        to = TextValues.userEnd(text, from, true);
      } else if (c == ':' && isOracle(text, at)) {
        from = at + 1;
        to = TextValues.nextSign(text, from, from);
      } else {
        int signTo = c == '%' ? encodedSignEnd(text, at) : at + 1;
        String name = signTo < 0 ? null : TextNames.before(text, at);
        if (name != null) {
          from = c == '%' ? signTo : TextValues.start(text, signTo);
          if (names.matches(name) || isValueOf(name, text, secretNamedAt, at)) {
            to = c == '%' ? TextValues.wordEnd(text, from) : TextValues.end(text, name, from);
            secretNamedAt = -1;
          } else if (c != '%' && isPairName(name) && namesSecret(text, from)) {
            secretNamedAt = at;
          }
        }
      }
      if (to > from) {
        if (out == null) {
          out = new StringBuilder(text.length() + 16);
        }
        out.append(text, copied, from).append(Masking.MASK);
        copied = to;
        at = to;
      } else {
        at++;
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private static boolean isOracle(String text, int colon) {
    int from = text.lastIndexOf(':', colon - 1);
    return colon - from <= 8
        && from >= ORACLE.length() - 1
        && text.regionMatches(true, from - ORACLE.length() + 1, ORACLE, 0, ORACLE.length());
  }

  /** Behind a percent-encoded equals sign or colon, encoded any number of times; or -1. */
  private static int encodedSignEnd(String text, int percent) {
    int at = percent + 1;
    while (text.startsWith("25", at)) {
      at += 2;
    }
    boolean sign = at + 1 < text.length() && text.charAt(at) == '3';
    return sign && "DdAa".indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : -1;
  }

  /** Whether a member says what another one is called. */
  static boolean isPairName(String name) {
    return name.equalsIgnoreCase("name")
        || name.equalsIgnoreCase("key")
        || name.equalsIgnoreCase("field")
        || name.equalsIgnoreCase("header")
        || name.equalsIgnoreCase("property")
        || name.equalsIgnoreCase("param")
        || name.equalsIgnoreCase("parameter");
  }

  /** Whether a member holds what another one names; errors of validation call it rejected. */
  static boolean isPairValue(String name) {
    return name.equalsIgnoreCase("value")
        || name.equalsIgnoreCase("rejectedValue")
        || name.equalsIgnoreCase("rejected_value")
        || name.equalsIgnoreCase("invalidValue")
        || name.equalsIgnoreCase("invalid_value");
  }

  private boolean namesSecret(String text, int from) {
    int end = TextValues.wordEnd(text, from);
    return end > from
        && end - from <= TextNames.MAX_NAME_CHARS
        && names.matches(text.substring(from, end));
  }

  private static boolean isValueOf(@Nullable String name, String text, int namedAt, int at) {
    if (name == null || namedAt < 0 || at - namedAt > MAX_PAIR_CHARS || !isPairValue(name)) {
      return false;
    }
    for (int i = namedAt; i < at; i++) {
      if (text.charAt(i) == '}' || text.charAt(i) == '<') {
        return false;
      }
    }
    return true;
  }
}
