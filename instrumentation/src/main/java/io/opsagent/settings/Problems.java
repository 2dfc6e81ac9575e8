package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Bounded collection of one-line sentences, and the rules for showing foreign text in them. */
final class Problems {
  static final int MAX_PROBLEMS = 50;

  private static final int MAX_SHOWN_CHARS = 80;
  private static final String[] SECRET_LIKE = {
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "credential",
    "key",
    "dsn",
    "cookie",
    "session",
    "auth",
    // A JDBC URL can hold a password at many places, each driver at others.
    "database.url"
  };

  private final List<String> sentences = new ArrayList<String>();
  private int leftOut;

  void add(String sentence) {
    if (sentences.size() < MAX_PROBLEMS) {
      sentences.add(sentence);
    } else {
      leftOut++;
    }
  }

  List<String> sentences() {
    List<String> all = new ArrayList<String>(sentences);
    if (leftOut > 0) {
      all.add(leftOut + " more problems with settings are not listed.");
    }
    return all;
  }

  /** Whether a value under this name may be a secret; broader than the masking of requests. */
  static boolean isSecretLike(String name) {
    String lower = Texts.lowerCase(name);
    for (String part : SECRET_LIKE) {
      if (lower.indexOf(part) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Makes a value fit for a message: nothing secret, no control character, not too long. */
  static String value(String name, String value) {
    return isSecretLike(name) ? "(a value that is not shown)" : quoted(withoutUserInfo(value));
  }

  static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  /** Makes foreign text fit for one line. */
  static String shown(String text) {
    return printable(text, MAX_SHOWN_CHARS);
  }

  private static String printable(String text, int mostChars) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == mostChars) {
        return shown.append("...").toString();
      }
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || !isLineSafe(c) ? '?' : c);
    }
    return shown.toString();
  }

  /** A path in full length, since its end tells most. */
  static String shownPath(File file) {
    return printable(file.getPath(), Integer.MAX_VALUE);
  }

  private static boolean isLineSafe(char c) {
    int type = Character.getType(c);
    return type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }

  /** A URL with user and password can stand under any key. */
  private static String withoutUserInfo(String value) {
    int start = value.indexOf("://");
    int at = value.lastIndexOf('@');
    return start < 0 || at < start
        ? value
        : value.substring(0, start + 3) + "..." + value.substring(at);
  }
}
