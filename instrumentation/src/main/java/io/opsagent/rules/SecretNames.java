package io.opsagent.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names that make a key secret: a key is secret when its lower-case form contains any of them
 * (operations-api.md 6.5). Immutable; any thread may ask.
 *
 * <p>Beyond that rule an underscore in a name also stands for a dash, a dot or a blank in the key,
 * and for the hump of a key in camel case, so that {@code _key} finds {@code X-Api-Key} and {@code
 * apiKey} as well as {@code api_key}: these are how headers and Java members are written. The
 * letters of a name of {@value #MIN_SPLIT_CHARS} and more may have one such sign between any two,
 * so that {@code sessionid} finds {@code session_id}; a shorter one would find too much.
 */
public final class SecretNames {
  private static final int MIN_SPLIT_CHARS = 8;

  private static final String[] NONE = {};
  private static final int ASCII = 128;

  private final String[] names;

  /** Those that begin with an ASCII character; texts have many places where no name begins. */
  private final String[][] namesByFirst = new String[ASCII][];

  /**
   * For two ASCII characters in a row whether a name can begin with them: in prose that is one
   * place in some thirty, and to know it costs one look.
   */
  private final boolean[] canBegin = new boolean[ASCII * ASCII];

  /**
   * Makes the set of names.
   *
   * @param names parts of keys in any case; empty ones do not count, and without any name no key is
   *     secret
   */
  public SecretNames(List<String> names) {
    int count = 0;
    String[] lowerCase = new String[names.size()];
    for (String name : names) {
      if (!name.isEmpty()) {
        lowerCase[count++] = name.toLowerCase(Locale.ROOT);
      }
    }
    this.names = new String[count];
    System.arraycopy(lowerCase, 0, this.names, 0, count);
    for (char first = 0; first < ASCII; first++) {
      namesByFirst[first] = namesFrom(first);
    }
    for (int i = 0; i < count; i++) {
      addBegins(lowerCase[i]);
    }
  }

  private void addBegins(String name) {
    for (char first = 0; first < ASCII; first++) {
      boolean isHump = name.charAt(0) == '_' && isUpperCase(first);
      boolean isFirst = name.charAt(0) == '_' ? isSeparator(first) : sameAs(name, 0, first);
      for (char second = 0; second < ASCII; second++) {
        boolean begins =
            isFirst && mayFollow(name, second)
                || isHump
                    && (name.length() == 1 || name.charAt(1) == '_' || sameAs(name, 1, first));
        if (begins) {
          canBegin[first * ASCII + second] = true;
        }
      }
    }
  }

  /** Whether the second character of a name can be this one; it need not be the last word. */
  private static boolean mayFollow(String name, char second) {
    return name.length() == 1
        || sameAs(name, 1, second)
        || isSeparator(second) && (name.length() >= MIN_SPLIT_CHARS || name.charAt(1) == '_')
        // The hump that an underscore stands for takes no character of its own.
        || name.charAt(1) == '_' && isUpperCase(second);
  }

  /** Whether the character of a name at an index is this one, or may be. */
  private static boolean sameAs(String name, int index, char c) {
    return name.charAt(index) >= ASCII || name.charAt(index) == lowerCase(c);
  }

  private String[] namesFrom(char first) {
    List<String> found = new ArrayList<String>();
    for (String name : names) {
      if (name.charAt(0) == first) {
        found.add(name);
      }
    }
    return found.toArray(NONE);
  }

  /** Returns whether a value under this key is secret. Allocates nothing for keys in ASCII. */
  public boolean matches(String key) {
    if (contains(key)) {
      return true;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) >= 128) {
        return contains(key.toLowerCase(Locale.ROOT));
      }
    }
    return false;
  }

  private boolean contains(String key) {
    int length = key.length();
    char next = length == 0 ? 0 : key.charAt(0);
    for (int from = 0; from < length; from++) {
      char c = next;
      next = from + 1 < length ? key.charAt(from + 1) : 0;
      if (c < ASCII && next < ASCII && next != 0 && !canBegin[c * ASCII + next]) {
        continue;
      }
      if (c >= ASCII ? isAnyAt(key, from, names) : isAnyAt(key, from, namesByFirst[lowerCase(c)])) {
        return true;
      }
      // An underscore at the beginning of a name stands for other signs, and for a hump.
      if (c != '_'
          && (isSeparator(c) || isHump(key, from))
          && isAnyAt(key, from, namesByFirst['_'])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnyAt(String key, int from, String[] candidates) {
    for (String name : candidates) {
      if (matchesAt(key, from, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesAt(String key, int from, String name) {
    int at = from;
    for (int i = 0; i < name.length(); i++) {
      char wanted = name.charAt(i);
      if (at == key.length()) {
        return false;
      }
      char c = key.charAt(at);
      if (wanted == '_' && isHump(key, at)) {
        continue;
      }
      boolean same = wanted == '_' ? isSeparator(c) : lowerCase(c) == wanted;
      if (!same && i > 0 && name.length() >= MIN_SPLIT_CHARS && isSeparator(c)) {
        at++;
        same = at < key.length() && lowerCase(key.charAt(at)) == wanted;
      }
      if (!same) {
        return false;
      }
      at++;
    }
    return true;
  }

  private static boolean isSeparator(char c) {
    return c == '_' || c == '-' || c == '.' || c == ' ';
  }

  /** A capital after a small letter or a digit, or the last capital of several: apiKey, APIKey. */
  private static boolean isHump(String key, int at) {
    if (at == 0 || !isUpperCase(key.charAt(at))) {
      return false;
    }
    char before = key.charAt(at - 1);
    if (isUpperCase(before)) {
      return at + 1 < key.length() && isLowerCase(key.charAt(at + 1));
    }
    return isLowerCase(before) || (before >= '0' && before <= '9');
  }

  private static boolean isLowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static char lowerCase(char c) {
    return isUpperCase(c) ? (char) (c + 32) : c;
  }
}
