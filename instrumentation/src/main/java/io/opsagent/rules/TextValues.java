package io.opsagent.rules;

/**
 * Finds where the value behind a name begins and ends in a text without structure: a word, a quoted
 * text, something in brackets, the credentials of an HTTP header, the user of a URL. Stateless.
 */
final class TextValues {
  private static final String ALWAYS_ENDS = "&;,<>";

  /** They end a word unless it plainly goes on behind them, as in {@code it's}. */
  private static final String MOSTLY_ENDS = ")}]\"'\\";

  private static final String[] SCHEMES = {
    "bearer", "basic", "digest", "negotiate", "token", "ntlm", "kerberos", "apikey", "api-key",
    "hawk", "hmac", "oauth", "dpop", "jwt", "signature", "sharedkey", "sharedkeylite", "sso-key",
    "vapid", "privatetoken", "aws4-hmac-sha256", "scram-sha-256"
  };

  /** How Spring tells which value of a form it did not take. */
  private static final String REJECTED = "rejected value ";

  private static final String REJECTED_END = "]; codes [";
  private static final int MAX_REJECTED_CHARS = 1_000;

  /** How far a password with a bare slash is followed to its at sign. */
  private static final int MAX_USER_CHARS = 256;

  private TextValues() {}

  /**
   * Where {@code user:password@} ends, before its sign or at the end of the text; the start when
   * there is none. A slash ends the place for it, unless what is no port stands behind a colon:
   * then it is in the password.
   *
   * @param blanksEnd whether a blank ends the URL
   */
  static int userEnd(String text, int from, boolean blanksEnd) {
    int end = from;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '@') {
        end = at;
      } else if ((blanksEnd && c <= ' ') || c == '"' || c == '\'') {
        break;
      } else if (c == '/' || c == '?' || c == '#') {
        return end == from && isPasswordBegun(text, from, at) ? nextSign(text, from, at) : end;
      }
      if (at == text.length() - 1 && end == from && isPasswordLeftOpen(text, from)) {
        return text.length();
      }
    }
    return end;
  }

  /**
   * Of a text that somebody cut without saying so; hosts with ports have a comma between them, and
   * properties of SQL Server a semicolon in front.
   */
  private static boolean isPasswordLeftOpen(String text, int from) {
    return isPasswordBegun(text, from, text.length())
        && text.indexOf(',', from) < 0
        && text.indexOf(';', from) < 0;
  }

  /** Whether what stands behind the colon of an authority is no port. */
  static boolean isPasswordBegun(String text, int from, int to) {
    int colon = text.charAt(from) == '[' ? to : from;
    while (colon < to && text.charAt(colon) != ':') {
      colon++;
    }
    for (int i = colon + 1; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return true;
      }
    }
    return false;
  }

  /** The next at sign of the same word, not far away; the start if there is none. */
  static int nextSign(String text, int start, int from) {
    int to = Math.min(text.length(), from + MAX_USER_CHARS);
    for (int at = from; at < to && text.charAt(at) > ' '; at++) {
      if (text.charAt(at) == '@') {
        return at;
      }
      if (isQuote(text.charAt(at))) {
        break;
      }
    }
    return start;
  }

  /** Behind a sign that may be doubled, an arrow, blanks and one quotation mark. */
  static int start(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == '>')) {
      at++;
    }
    while (at < text.length() && isBlankOrEscape(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r')) {
      int next = at;
      while (next < text.length() && text.charAt(next) <= ' ') {
        next++;
      }
      boolean goesOn = next < text.length() && "\"'{[".indexOf(text.charAt(next)) >= 0;
      at = goesOn ? next : at;
    }
    if (text.startsWith(TextNames.QUOTE_ENTITY, at)) {
      return at + TextNames.QUOTE_ENTITY.length();
    }
    if (text.startsWith(REJECTED, at)) {
      return at + REJECTED.length();
    }
    return at < text.length() && isQuote(text.charAt(at)) ? at + 1 : at;
  }

  private static boolean isBlankOrEscape(char c) {
    return c == ' ' || c == '\t' || c == '\\';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** Where the value that starts at an index ends. */
  static int end(String text, String name, int from) {
    if (from > 0 && isQuote(text.charAt(from - 1))) {
      return quotedEnd(text, from);
    }
    if (text.startsWith(TextNames.QUOTE_ENTITY, from - TextNames.QUOTE_ENTITY.length())) {
      int close = text.indexOf(TextNames.QUOTE_ENTITY, from);
      return close < 0 ? text.length() : close;
    }
    if (from < text.length() && "{[(".indexOf(text.charAt(from)) >= 0) {
      return text.startsWith(REJECTED, from - REJECTED.length())
          ? rejectedEnd(text, from)
          : bracketEnd(text, from);
    }
    int end = wordEnd(text, from);
    if (end < text.length() && text.charAt(end) == ' ' && isScheme(text, from, end)) {
      return isPair(text, end + 1) ? pairsEnd(text, end + 1, ',') : wordEnd(text, end + 1);
    }
    return isCookie(name) ? pairsEnd(text, from, ';') : end;
  }

  private static boolean isScheme(String text, int from, int to) {
    for (String scheme : SCHEMES) {
      if (to - from == scheme.length()
          && text.regionMatches(true, from, scheme, 0, scheme.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCookie(String name) {
    for (int i = 0; i + 6 <= name.length(); i++) {
      if (name.regionMatches(true, i, "cookie", 0, 6)) {
        return true;
      }
    }
    return false;
  }

  /** Where a list of {@code name=value} ends whose parts have a separator between them. */
  private static int pairsEnd(String text, int from, char separator) {
    int at = from;
    while (true) {
      int equals = at;
      while (equals < text.length() && TextNames.isNameChar(text.charAt(equals))) {
        equals++;
      }
      boolean quoted = text.startsWith("=\"", equals) || text.startsWith("='", equals);
      int end =
          quoted ? Math.min(text.length(), quotedEnd(text, equals + 2) + 1) : wordEnd(text, at);
      // A list inside a list: SignedHeaders=host;x-amz-date
      while (separator == ',' && isInnerSeparator(text, end)) {
        end = wordEnd(text, end + 1);
      }
      int next = end;
      if (next < text.length() && text.charAt(next) == separator) {
        next++;
        while (next < text.length() && isBlankOrEscape(text.charAt(next))) {
          next++;
        }
      }
      if (next == end || !isPair(text, next)) {
        return end;
      }
      at = next;
    }
  }

  private static boolean isInnerSeparator(String text, int at) {
    return at + 1 < text.length()
        && text.charAt(at) == ';'
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private static boolean isPair(String text, int from) {
    int at = from;
    while (at < text.length() && TextNames.isNameChar(text.charAt(at))) {
      at++;
    }
    return at > from
        && at + 1 < text.length()
        && text.charAt(at) == '='
        && text.charAt(at + 1) > ' '
        && "=,;".indexOf(text.charAt(at + 1)) < 0;
  }

  private static int rejectedEnd(String text, int from) {
    int to = Math.min(text.length(), from + MAX_REJECTED_CHARS);
    for (int at = from; at < to; at++) {
      if (text.startsWith(REJECTED_END, at)) {
        return at + 1;
      }
    }
    return bracketEnd(text, from);
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
    while (count < TextNames.MAX_NAME_CHARS && at > count && text.charAt(at - count - 1) == '\\') {
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
      } else if (c == '{' || c == '[' || c == '(') {
        depth++;
      } else if (c == '}' || c == ']' || c == ')') {
        depth--;
      }
      at++;
      if (depth == 0) {
        break;
      }
    }
    return Math.min(at, text.length());
  }

  /** Where a bare word ends. */
  static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= ' ' || ALWAYS_ENDS.indexOf(c) >= 0) {
        break;
      }
      boolean goesOn =
          at > from && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1));
      if (MOSTLY_ENDS.indexOf(c) >= 0 && !goesOn) {
        break;
      }
      at++;
    }
    return at;
  }
}
