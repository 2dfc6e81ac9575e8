package io.opsagent.rules;

/**
 * Masks the secrets of a URL in its raw form: values of the query, of a fragment that looks like a
 * query, of path parameters ({@code ;jsessionid=}), and the password of the user. Order and
 * encoding of everything else stay. Immutable.
 */
final class UrlMasking {
  private final SecretNames names;
  private final NestedText nested;

  UrlMasking(SecretNames names, NestedText nested) {
    this.names = names;
    this.nested = nested;
  }

  /** Whether a text starts like an absolute URL, or is a path with more than names in it. */
  static boolean isUrl(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int authority = authority(text);
    boolean path =
        text.charAt(0) == '/'
            && (text.indexOf('?') >= 0 || text.indexOf(';') >= 0 || text.indexOf('#') >= 0);
    return authority >= 0 || path;
  }

  /** Returns the index behind {@code scheme://}, or -1; the scheme may have parts, as in JDBC. */
  private static int authority(String text) {
    if (text.startsWith("//")) {
      // Without a scheme; behind a blank it is a remark.
      return text.length() > 2 && text.charAt(2) > ' ' && text.charAt(2) != '/' ? 2 : -1;
    }
    int end = text.indexOf("://");
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == ':';
      if (!letter && !(later && i > 0)) {
        return -1;
      }
    }
    return end <= 0 ? -1 : end + 3;
  }

  String maskUrl(String url) {
    StringBuilder out = new StringBuilder(url.length());
    int authority = authority(url);
    int user = authority < 0 ? 0 : TextValues.userEnd(url, authority, false);
    int hash = indexOf(url, '#', user, url.length());
    int question = indexOf(url, '?', user, hash);
    int pathFrom = 0;
    if (authority >= 0 && authority <= question) {
      // A semicolon: JDBC URLs of SQL Server have their properties right behind the host.
      pathFrom = indexOfAny(url, '/', ';', user, question);
      appendAuthority(out, url, authority, user, pathFrom);
    }
    appendPath(out, url, pathFrom, question);
    if (question < hash) {
      out.append('?');
      appendPairs(out, url, question + 1, hash);
    }
    if (hash < url.length()) {
      // Single-page applications have a path and a query of their own behind the hash.
      int inner = indexOf(url, '?', hash, url.length());
      int pairs = inner == url.length() ? hash + 1 : inner + 1;
      out.append(url, hash, pairs);
      appendPairs(out, url, pairs, url.length());
    }
    return out.length() == url.length() && url.contentEquals(out) ? url : out.toString();
  }

  String maskQuery(String query) {
    StringBuilder out = new StringBuilder(query.length());
    appendPairs(out, query, 0, query.length());
    return out.length() == query.length() && query.contentEquals(out) ? query : out.toString();
  }

  /** Returns the index of a character in a range, or its end; looks at nothing behind the range. */
  private static int indexOf(String text, char c, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != c) {
      at++;
    }
    return at;
  }

  private static int indexOfAny(String text, char one, char other, int from, int to) {
    int at = from;
    while (at < to && text.charAt(at) != one && text.charAt(at) != other) {
      at++;
    }
    return at;
  }

  private static void appendAuthority(StringBuilder out, String url, int from, int sign, int to) {
    if (sign == from) {
      out.append(url, 0, to);
      return;
    }
    int colon = indexOf(url, ':', from, sign);
    // Without a password the user is often a token.
    int shown = colon < sign ? colon + 1 : from;
    out.append(url, 0, shown).append(Masking.MASK).append(url, sign, to);
  }

  /** Segments and their parameters; also a segment can be a pair. */
  private void appendPath(StringBuilder out, String url, int from, int to) {
    int at = from;
    while (at < to) {
      char c = url.charAt(at);
      int partFrom = c == '/' || c == ';' ? at + 1 : at;
      int end = indexOfAny(url, '/', ';', partFrom, to);
      int equals = indexOf(url, '=', partFrom, end);
      if (equals + 1 < end && isSecret(url, partFrom, equals, end)) {
        out.append(url, at, equals + 1).append(Masking.MASK);
      } else if (equals == end && isDocument(url, partFrom, end)) {
        out.append(url, at, partFrom).append(Masking.MASK);
      } else {
        out.append(url, at, end);
      }
      at = end;
    }
  }

  /**
   * A semicolon separates too: some servers read it so, and a browser does not send it bare. To
   * others it is a part of the value, so a secret one goes as far as the next ampersand.
   */
  private void appendPairs(StringBuilder out, String text, int from, int to) {
    int at = from;
    while (at < to) {
      int end = indexOfAny(text, '&', ';', at, to);
      int equals = indexOf(text, '=', at, end);
      if (isDocument(text, at, equals)) {
        end = indexOf(text, '&', end, to);
        out.append(Masking.MASK);
      } else if (equals + 1 < end && isSecret(text, at, equals, end)) {
        end = indexOf(text, '&', end, to);
        out.append(text, at, equals + 1).append(Masking.MASK);
      } else {
        out.append(text, at, end);
      }
      if (end < to) {
        out.append(text.charAt(end));
      }
      at = end + 1;
    }
  }

  private boolean isSecret(String text, int from, int equals, int to) {
    String name = PercentDecoding.decode(text, from, equals);
    if (names.matches(name)
        || (name.indexOf('%') >= 0 && names.matches(PercentDecoding.decodeTwice(name)))) {
      return true;
    }
    return isMasked(PercentDecoding.decode(text, equals + 1, to));
  }

  /** A whole JSON document, a URL or a pair in the place of a name. */
  private boolean isDocument(String text, int from, int to) {
    return !NestedText.isHarmless(text, from, to)
        && isMasked(PercentDecoding.decode(text, from, to));
  }

  private boolean isMasked(String plain) {
    return !NestedText.isHarmless(plain, 0, plain.length()) && !nested.mask(plain).equals(plain);
  }
}
