package io.opsagent.rules;

/**
 * The text of a masked statement while it is put together: one blank where there were some, and a
 * list of values as one. For one thread.
 */
final class SqlText {
  private static final String VALUE = "?";
  private static final String LIST = "(?)";
  private static final String IDENTIFIED_BY = "identified by";

  private final StringBuilder text = new StringBuilder(256);
  private boolean blankBefore;

  int length() {
    return text.length();
  }

  String text() {
    return text.toString();
  }

  void blank() {
    blankBefore = true;
  }

  void word(String word) {
    separate();
    text.append(word);
  }

  /** Any literal or parameter; several in a list are one. */
  void value() {
    int end = text.length();
    if (end > 0 && "+-".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end >= 2 && text.charAt(end - 1) == ',' && text.charAt(end - 2) == '?') {
      text.setLength(end - 1);
    } else if (end >= 3
        && text.charAt(end - 1) == ' '
        && text.charAt(end - 2) == ','
        && text.charAt(end - 3) == '?') {
      text.setLength(end - 2);
    }
    // Literals one behind the other are one: 'a' 'b'.
    if (text.length() > 0 && text.charAt(text.length() - 1) == '?') {
      blankBefore = false;
      return;
    }
    separate();
    text.append(VALUE);
  }

  void sign(char c) {
    if (c == '?') {
      value();
      return;
    }
    if (c == ',' || c == ')') {
      blankBefore = false;
    } else {
      separate();
    }
    text.append(c);
    if (c == ')') {
      fold();
    } else if (c == ',') {
      blankBefore = true;
    } else if (c == '(') {
      blankBefore = false;
    }
  }

  private void separate() {
    int length = text.length();
    if (blankBefore && length > 0 && text.charAt(length - 1) != '(') {
      text.append(' ');
    }
    blankBefore = false;
  }

  /** Makes {@code (-?)} and {@code (?), (?)} one list. */
  private void fold() {
    String signed = text.substring(Math.max(0, text.length() - LIST.length() - 1));
    if (signed.equals("(-?)") || signed.equals("(+?)")) {
      text.setLength(text.length() - signed.length());
      text.append(LIST);
    }
    String twice = LIST + ", " + LIST;
    int start = text.length() - twice.length();
    if (start >= 0 && text.indexOf(twice, start) == start) {
      text.setLength(start + LIST.length());
    }
  }

  boolean endsWithIdentifiedBy() {
    int start = text.length() - IDENTIFIED_BY.length();
    return start >= 0 && text.substring(start).equalsIgnoreCase(IDENTIFIED_BY);
  }
}
