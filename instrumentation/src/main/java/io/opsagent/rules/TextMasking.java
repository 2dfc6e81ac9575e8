package io.opsagent.rules;

/**
 * Masks secrets in prose: messages of exceptions, connection strings, logged headers. What stands
 * behind a secret name and {@code =} or {@code :} goes, and the user of a URL; all other text
 * stays. A net for what has no structure, not a proof: {@code the password is x} is not found.
 * Immutable; linear in the length of the text.
 */
final class TextMasking {
  private static final String VALUE_ENDS = "&;,)}]<>\"'\\";
  private static final String[] SCHEMES = {"bearer", "basic", "digest", "negotiate", "token"};

  /** Longer words are no names; also keeps the walk back from each sign short. */
  private static final int MAX_NAME_CHARS = 100;

  private final SecretNames names;

  TextMasking(SecretNames names) {
    this.names = names;
  }

  String mask(String text) {
    StringBuilder out = null;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int from = -1;
      int to = -1;
      if (c == ':' && text.startsWith("://", at)) {
        from = at + 3;
        to = userEnd(text, from);
      } else if ((c == '=' || c == ':') && isSecretBefore(text, at)) {
        from = valueStart(text, at + 1);
        to = valueEnd(text, from);
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

  /** Where {@code user:password@} ends, before its sign; the start when there is none. */
  private static int userEnd(String text, int from) {
    int end = from;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '@') {
        end = at;
      } else if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'') {
        break;
      }
    }
    return end;
  }

  private boolean isSecretBefore(String text, int sign) {
    int end = sign;
    while (end > 0 && isBetweenNameAndSign(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MAX_NAME_CHARS && isNameChar(text.charAt(start - 1))) {
      start--;
    }
    return start < end && names.matches(text.substring(start, end));
  }

  private static boolean isBetweenNameAndSign(char c) {
    return c == ' ' || c == '\\' || isQuote(c);
  }

  private static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }

  /** Behind blanks and one quotation mark, which can be escaped. */
  private static int valueStart(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\\')) {
      at++;
    }
    return at < text.length() && isQuote(text.charAt(at)) ? at + 1 : at;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int valueEnd(String text, int from) {
    if (from > 0 && isQuote(text.charAt(from - 1))) {
      int close = text.indexOf(text.charAt(from - 1), from);
      boolean isEscaped = close > from && text.charAt(close - 1) == '\\';
      return close < 0 ? text.length() : isEscaped ? close - 1 : close;
    }
    int end = wordEnd(text, from);
    for (String scheme : SCHEMES) {
      if (end - from == scheme.length()
          && text.regionMatches(true, from, scheme, 0, scheme.length())
          && end < text.length()
          && text.charAt(end) == ' ') {
        return wordEnd(text, end + 1);
      }
    }
    return end;
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) > ' ' && VALUE_ENDS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
