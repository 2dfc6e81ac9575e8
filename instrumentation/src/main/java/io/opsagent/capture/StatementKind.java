package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/** What a statement does, by its first word. */
public enum StatementKind {
  SELECT,
  INSERT,
  UPDATE,
  DELETE,
  OTHER;

  private static final int MAX_LEAD_CHARS = 1_000;

  /**
   * The kind of a statement. Looks behind blanks, comments and opening brackets in front of it, a
   * thousand characters at most; a query with a common table expression counts as SELECT. Never
   * throws; cheap enough for every call.
   *
   * @param sql null for one that nobody knows
   */
  public static StatementKind of(@Nullable String sql) {
    if (sql == null) {
      return OTHER;
    }
    int end = Math.min(sql.length(), MAX_LEAD_CHARS);
    int at = 0;
    while (at < end) {
      char c = sql.charAt(at);
      if (c <= ' ' || c == '(') {
        at++;
      } else if (sql.startsWith("--", at) || c == '#') {
        at = after(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql, "*/", at + 2);
      } else {
        break;
      }
    }
    return ofWord(sql, at);
  }

  private static int after(String sql, String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  private static StatementKind ofWord(String sql, int at) {
    if (isWord(sql, at, "select") || isWord(sql, at, "with")) {
      return SELECT;
    }
    if (isWord(sql, at, "insert")) {
      return INSERT;
    }
    if (isWord(sql, at, "update")) {
      return UPDATE;
    }
    return isWord(sql, at, "delete") ? DELETE : OTHER;
  }

  private static boolean isWord(String sql, int at, String word) {
    int end = at + word.length();
    return sql.regionMatches(true, at, word, 0, word.length())
        && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
  }
}
