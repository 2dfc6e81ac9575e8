package io.opsagent.rules;

/**
 * Whether a text is form-encoded. Anything parses as a form somehow, with the whole text as the
 * name of one empty field; so a text that no form encoder writes must not pass as one, or what was
 * posted under the wrong type would be stored in the place of a name.
 */
final class FormSyntax {
  private static final String NEVER_BARE = "\"<>\\^`{}|";

  private static final int MIN_BLOB_CHARS = 20;

  private FormSyntax() {}

  static boolean isForm(String text) {
    String form = text.trim();
    int at = 0;
    int fields = 0;
    int valuesFrom = 0;
    while (at < form.length()) {
      int ampersand = form.indexOf('&', at);
      int end = ampersand < 0 ? form.length() : ampersand;
      if (end > at) {
        int equals = form.indexOf('=', at);
        if (equals < 0 || equals > end || !isBareText(form, at, end)) {
          return false;
        }
        valuesFrom = equals;
        fields++;
      }
      at = end + 1;
    }
    return fields > 1 || (fields == 1 && !isPaddedBlob(form, valuesFrom));
  }

  /** One long word and then nothing but equals signs is base64 with its padding, not a field. */
  private static boolean isPaddedBlob(String form, int equals) {
    for (int i = equals; i < form.length(); i++) {
      if (form.charAt(i) != '=') {
        return false;
      }
    }
    return equals >= MIN_BLOB_CHARS;
  }

  private static boolean isBareText(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 127 || NEVER_BARE.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
