package io.opsagent.rules;

/**
 * Masks secrets in prose: messages of exceptions, connection strings, logged headers, bodies of
 * plain text, scripts. What stands behind a secret name and {@code =} or {@code :} goes, be it a
 * word, a quoted text or something in brackets, and the user of a URL; all other text stays. A net
 * for what has no structure, not a proof: {@code the password is x} is not found. Immutable; linear
 * in the length of the text.
 */
final class TextMasking {
  private static final String VALUE_ENDS = "&;,)}]<>\"'\\";

  /** How a document stands in an attribute of a page. */
  private static final String QUOTE_ENTITY = "&quot;";

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
    if (text.startsWith(QUOTE_ENTITY, end - QUOTE_ENTITY.length())) {
      end -= QUOTE_ENTITY.length();
    }
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
    while (at < text.length() && isBlankOrEscape(text.charAt(at))) {
      at++;
    }
    if (text.startsWith(QUOTE_ENTITY, at)) {
      return at + QUOTE_ENTITY.length();
    }
    return at < text.length() && isQuote(text.charAt(at)) ? at + 1 : at;
  }

  private static boolean isBlankOrEscape(char c) {
    return c == ' ' || c == '\t' || c == '\\';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int valueEnd(String text, int from) {
    if (from > 0 && isQuote(text.charAt(from - 1))) {
      return quotedEnd(text, from);
    }
    if (text.startsWith(QUOTE_ENTITY, from - QUOTE_ENTITY.length())) {
      int close = text.indexOf(QUOTE_ENTITY, from);
      return close < 0 ? text.length() : close;
    }
    if (from < text.length() && (text.charAt(from) == '{' || text.charAt(from) == '[')) {
      return bracketEnd(text, from);
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

  /**
   * Where a quoted text ends, in front of its quote and what escapes that. A quote inside has more
   * backslashes than the one that opened: {@code "a\"b"}, and in a text in a text {@code
   * \"a\\\"b\"}. One that is doubled, as SQL does it, is inside, too.
   */
  private static int quotedEnd(String text, int from) {
    char quote = text.charAt(from - 1);
    int escapes = backslashesBefore(text, from - 1);
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == quote) {
        int before = Math.min(backslashesBefore(text, at), at - from);
        boolean doubled =
            escapes == 0 && at > from && at + 1 < text.length() && text.charAt(at + 1) == quote;
        if (doubled) {
          at++;
        } else if (before % (2 * (escapes + 1)) == escapes) {
          return at - escapes;
        }
      }
    }
    return text.length();
  }

  private static int backslashesBefore(String text, int at) {
    int count = 0;
    while (count < MAX_NAME_CHARS && at > count && text.charAt(at - count - 1) == '\\') {
      count++;
    }
    return count;
  }

  /** Behind the bracket that closes the one here; brackets in quotes do not count. */
  private static int bracketEnd(String text, int from) {
    int depth = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isQuote(c)) {
        at = quotedEnd(text, at + 1);
        while (at < text.length() && text.charAt(at) == '\\') {
          at++;
        }
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
      if (depth == 0) {
        break;
      }
    }
    return Math.min(at, text.length());
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) > ' ' && VALUE_ENDS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
