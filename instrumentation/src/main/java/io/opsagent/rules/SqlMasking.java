package io.opsagent.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A statement without what the application filled in: literals become {@code ?}, lists of them
 * {@code (?)}, comments and repeated blanks go. Knows no grammar, only what a literal can look like
 * in PostgreSQL, MySQL, MariaDB, H2, Oracle and SQL Server; where two readings are possible, it
 * takes the one that keeps less, and where none is safe it leaves out all that follows. Never
 * throws; one pass over at most as many characters as its result may have, and some.
 */
public final class SqlMasking {
  /** Of a result; a longer one ends in three dots. */
  public static final int MAX_CHARS = 2_000;

  private static final int MAX_WORD_CHARS = 128;
  private static final String CUT = "...";
  private static final char NONE = 0;

  private final String sql;
  private final boolean doubleQuotesAreNames;
  private final boolean isMySql;
  private final SqlText out = new SqlText();
  private int at;
  private boolean isCut;

  private SqlMasking(String sql, String databaseType) {
    this.sql = sql;
    this.isMySql = databaseType.equals("mysql") || databaseType.equals("mariadb");
    this.doubleQuotesAreNames =
        databaseType.equals("postgresql")
            || databaseType.equals("h2")
            || databaseType.equals("oracle");
  }

  /**
   * The statement without its literals.
   *
   * @param sql as the application sent it, possibly cut anywhere
   * @param databaseType the word behind {@code jdbc:}; any other than those above is read with care
   */
  public static String mask(String sql, @Nullable String databaseType) {
    String type = databaseType == null ? "" : databaseType.toLowerCase(Locale.ROOT);
    return new SqlMasking(sql, type).run();
  }

  private String run() {
    while (at < sql.length() && !isCut && out.length() <= MAX_CHARS) {
      step(sql.charAt(at));
    }
    String text = out.text();
    if (text.length() > MAX_CHARS - CUT.length() && (isCut || text.length() > MAX_CHARS)) {
      return text.substring(0, MAX_CHARS - CUT.length()) + CUT;
    }
    return isCut ? text + CUT : text;
  }

  private void step(char c) {
    if (c <= ' ' || Character.isWhitespace(c) || c == '\u00a0') {
      at++;
      out.blank();
    } else if (c == '-' && peek(1) == '-' && (!isMySql || peek(2) <= ' ')) {
      lineComment();
    } else if (c == '#' && isLineCommentByHash()) {
      lineComment();
    } else if (c == '/' && peek(1) == '*') {
      blockComment();
    } else if (c == '\'') {
      at++;
      quoted('\'', false);
    } else if (c == '"') {
      doubleQuoted();
    } else if (c == '`') {
      name('`');
    } else if (c == '$') {
      dollar();
    } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
      number();
    } else if (isWordStart(c)) {
      word();
    } else {
      at++;
      out.sign(c);
    }
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : NONE;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '@' || c == '#' || c > 127;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  /** In MySQL; elsewhere an operator, or the start of a name. */
  private boolean isLineCommentByHash() {
    return !doubleQuotesAreNames && (isMySql || peek(1) == ' ');
  }

  private void lineComment() {
    int end = at;
    while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    at = end;
    out.blank();
  }

  /** Nested, as in PostgreSQL: where it does not nest, this leaves out more. */
  private void blockComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    out.blank();
  }

  /**
   * A literal behind its opening quote. A backslash in front of a quote ends the literal in one
   * setting of a server and not in the other: what follows could be a literal.
   *
   * @param backslashEscapes whether it surely does not end it
   */
  private void quoted(char quote, boolean backslashEscapes) {
    out.value();
    int backslashes = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote) {
        if (backslashes % 2 == 1) {
          if (!backslashEscapes) {
            isCut = true;
            return;
          }
        } else if (peek(0) == quote) {
          at++;
        } else {
          return;
        }
      }
      backslashes = 0;
    }
  }

  private void doubleQuoted() {
    if (doubleQuotesAreNames) {
      name('"');
    } else {
      at++;
      quoted('"', false);
    }
  }

  /**
   * A quoted name, kept; one that does not end, or has what no name has, is taken for a literal.
   */
  private void name(char quote) {
    int end = sql.indexOf(quote, at + 1);
    if (end < 0 || end - at > MAX_WORD_CHARS) {
      out.value();
      at = end < 0 ? sql.length() : end + 1;
      return;
    }
    out.word(sql.substring(at, end + 1));
    at = end + 1;
  }

  /** {@code $1} is a parameter, {@code $tag$...$tag$} a literal. */
  private void dollar() {
    int end = at + 1;
    while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
      end++;
    }
    if (end < sql.length() && sql.charAt(end) == '$') {
      String tag = sql.substring(at, end + 1);
      int close = sql.indexOf(tag, end + 1);
      out.value();
      at = close < 0 ? sql.length() : close + tag.length();
    } else {
      out.value();
      at = end;
    }
  }

  private void number() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean isExponentSign =
          (c == '+' || c == '-')
              && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
              && isDigit(peek(1));
      if (!isWordPart(c) && c != '.' && !isExponentSign) {
        break;
      }
      at++;
    }
    out.value();
  }

  private void word() {
    int start = at;
    while (at < sql.length() && isWordPart(sql.charAt(at))) {
      at++;
    }
    String word = sql.substring(start, at);
    if (peek(0) == '\'' && word.length() <= 2 && prefixed(word.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (peek(0) == '&' && peek(1) == '\'' && word.equalsIgnoreCase("u")) {
      at += 2;
      quoted('\'', false);
      return;
    }
    if (peek(0) == '\'' && word.startsWith("_")) {
      // A character set of MySQL.
      at++;
      quoted('\'', false);
      return;
    }
    if (out.endsWithIdentifiedBy() && !word.equalsIgnoreCase("values")
        || word.length() > MAX_WORD_CHARS) {
      // Oracle's passwords need no quotes.
      out.value();
    } else {
      out.word(word);
    }
  }

  /** A literal with letters in front of its quote. */
  private boolean prefixed(String letters) {
    switch (letters) {
      case "e":
        at++;
        quoted('\'', true);
        return true;
      case "n":
      case "b":
      case "x":
        at++;
        quoted('\'', false);
        return true;
      case "q":
      case "nq":
        at++;
        oracleQuoted();
        return true;
      default:
        return false;
    }
  }

  /** {@code q'[...]'} behind its first quote: ends at the closing bracket and a quote. */
  private void oracleQuoted() {
    char open = peek(0);
    char close =
        open == '[' ? ']' : open == '(' ? ')' : open == '{' ? '}' : open == '<' ? '>' : open;
    int end = sql.indexOf(close + "'", at + 1);
    out.value();
    at = end < 0 ? sql.length() : end + 2;
  }
}
