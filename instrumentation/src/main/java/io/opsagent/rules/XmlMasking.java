package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * Copies an XML document with the text and attributes under secret names masked (operations-api.md
 * 6.5). Reads no document type and expands no entity. One object for one text; not for use by
 * several threads.
 *
 * <p>Beyond that rule everything inside a secret element is masked, and so is what belongs to an
 * element whose attribute {@code name} or {@code key} is a secret name, what follows a child
 * element {@code name} or {@code key} with such a text, and a {@code value} in front of it: that is
 * how settings are written. Comments that mention a secret name are masked, processing instructions
 * are left out.
 *
 * <p>A document that ends too early is written up to the last tag or text that is complete, for
 * those who know that it was cut.
 */
final class XmlMasking {
  private static final String DOCTYPE = "<!DOCTYPE";

  private final SecretNames names;
  private final NestedText nested;
  private final String text;
  private final StringBuilder out;

  // One entry for each open element: its name, whether its inside is secret, and whether what now
  // follows inside is, because of a child that named it.
  private final String[] openNames = new String[Masking.MAX_DEPTH];
  private final boolean[] secret = new boolean[Masking.MAX_DEPTH];
  private final boolean[] secretFollows = new boolean[Masking.MAX_DEPTH];
  private final int[] contentFrom = new int[Masking.MAX_DEPTH];

  // Of each open element: whether a child named the value that will follow, and the value that came
  // before its name, as a range of the output, or -1.
  private final boolean[] valueIsNamed = new boolean[Masking.MAX_DEPTH];
  private final int[] valueFrom = new int[Masking.MAX_DEPTH];
  private final int[] valueTo = new int[Masking.MAX_DEPTH];
  private int depth;
  private int at;
  private int masked;
  private boolean rootSeen;
  private MaskedBody.@Nullable Reason failure;

  XmlMasking(SecretNames names, NestedText nested, String text, StringBuilder out) {
    this.names = names;
    this.nested = nested;
    this.text = text;
    this.out = out;
    this.at = !text.isEmpty() && text.charAt(0) == '\ufeff' ? 1 : 0;
  }

  /** Reads the whole document; returns why that is not possible, or null. */
  MaskedBody.@Nullable Reason mask() {
    boolean fine = true;
    while (fine && at < text.length()) {
      fine = text.charAt(at) == '<' ? markup() : characters();
    }
    if (fine && (depth > 0 || !rootSeen)) {
      fail();
    }
    if (failure == MaskedBody.Reason.TRUNCATED) {
      maskValuesWithoutName();
    }
    return failure;
  }

  /** The name that makes a value secret may be in what is missing. */
  private void maskValuesWithoutName() {
    for (int i = depth - 1; i >= 0; i--) {
      maskValueBefore(i);
      boolean isOpenValue = XmlText.isValueWord(openNames[i]) && out.length() > contentFrom[i];
      if (isOpenValue && !secret[i] && (i == 0 || !valueIsNamed[i - 1])) {
        out.setLength(contentFrom[i]);
        out.append(Masking.MASK);
        masked++;
      }
    }
  }

  /** Masks the value in an open element that was written before its name was known. */
  private void maskValueBefore(int element) {
    int from = valueFrom[element];
    if (from >= 0 && !out.substring(from, valueTo[element]).trim().isEmpty()) {
      out.replace(from, valueTo[element], Masking.MASK);
      masked++;
    }
    valueFrom[element] = -1;
  }

  /** Returns how many texts and attributes were masked so far. */
  int masked() {
    return masked;
  }

  private boolean fail() {
    if (failure == null) {
      failure = at >= text.length() ? MaskedBody.Reason.TRUNCATED : MaskedBody.Reason.NOT_PARSED;
    }
    return false;
  }

  private boolean isSecretHere() {
    return depth > 0 && (secret[depth - 1] || secretFollows[depth - 1]);
  }

  private boolean characters() {
    int end = text.indexOf('<', at);
    if (end < 0 && depth > 0) {
      if (!isSecretHere() && NestedText.isHarmless(text, at, text.length())) {
        out.append(text, at, text.length());
      }
      // Else not even a part of it: where it goes on, it could turn out to be a secret.
      return endsEarly();
    }
    end = end < 0 ? text.length() : end;
    if (depth == 0) {
      for (; at < end; at++) {
        if (text.charAt(at) > ' ') {
          return fail();
        }
        out.append(text.charAt(at));
      }
      return true;
    }
    content(text.substring(at, end), XmlText.unescape(text, at, end));
    at = end;
    return true;
  }

  /** Writes the text of an element, from characters or CDATA. */
  private void content(String raw, String plain) {
    String trimmed = plain.trim();
    if (trimmed.isEmpty()) {
      out.append(raw);
      return;
    }
    boolean hide = isSecretHere() || !nested.mask(trimmed).equals(trimmed);
    if (depth > 1 && XmlText.isNameWord(openNames[depth - 1])) {
      boolean namesSecret = names.matches(trimmed);
      secretFollows[depth - 2] |= namesSecret;
      if (namesSecret) {
        maskValueBefore(depth - 2);
      }
    }
    out.append(hide ? Masking.MASK : raw);
    masked += hide ? 1 : 0;
  }

  private boolean markup() {
    if (text.startsWith("<!--", at)) {
      return comment();
    }
    if (text.startsWith("<![CDATA[", at)) {
      return characterData();
    }
    if (text.startsWith("<?", at)) {
      return instruction();
    }
    if (text.startsWith("</", at)) {
      return endTag();
    }
    if (text.startsWith("<!", at)) {
      if (text.startsWith(DOCTYPE, at)) {
        failure = MaskedBody.Reason.DOCTYPE;
        return false;
      }
      String rest = text.substring(at, Math.min(text.length(), at + DOCTYPE.length()));
      boolean cut =
          DOCTYPE.startsWith(rest) || "<!--".startsWith(rest) || "<![CDATA[".startsWith(rest);
      return cut ? endsEarly() : fail();
    }
    return startTag();
  }

  private boolean comment() {
    int end = text.indexOf("-->", at + 4);
    if (end < 0) {
      return endsEarly();
    }
    String comment = text.substring(at + 4, end);
    boolean hide =
        isSecretHere() || names.matches(comment) || !nested.mask(comment).equals(comment);
    out.append("<!--").append(hide ? Masking.MASK : comment).append("-->");
    masked += hide ? 1 : 0;
    at = end + 3;
    return true;
  }

  private boolean characterData() {
    int end = text.indexOf("]]>", at);
    if (end < 0) {
      return endsEarly();
    }
    if (depth == 0) {
      return fail();
    }
    content(text.substring(at, end + 3), text.substring(at + 9, end));
    at = end + 3;
    return true;
  }

  private boolean instruction() {
    int end = text.indexOf("?>", at);
    if (end < 0) {
      return endsEarly();
    }
    if (text.startsWith("<?xml ", at) && !rootSeen) {
      out.append(text, at, end + 2);
    }
    at = end + 2;
    return true;
  }

  private boolean endsEarly() {
    at = text.length();
    return fail();
  }

  private boolean endTag() {
    at += 2;
    String name = XmlText.name(text, at);
    at += name.length();
    skipBlanks();
    boolean open = at < text.length() && text.charAt(at) == '>';
    if (!open || depth == 0 || !openNames[depth - 1].equals(name)) {
      return fail();
    }
    at++;
    depth--;
    if (depth > 0 && XmlText.isValueWord(name)) {
      if (!valueIsNamed[depth - 1]) {
        valueFrom[depth - 1] = contentFrom[depth];
        valueTo[depth - 1] = out.length();
      }
      valueIsNamed[depth - 1] = false;
    }
    out.append("</").append(name).append('>');
    return true;
  }

  private boolean startTag() {
    at++;
    String name = XmlText.name(text, at);
    at += name.length();
    if (name.isEmpty() || (depth == 0 && rootSeen)) {
      return fail();
    }
    if (depth == Masking.MAX_DEPTH) {
      failure = MaskedBody.Reason.TOO_DEEP;
      return false;
    }
    if (depth > 0 && XmlText.isNameWord(name)) {
      // The next pair of name and value begins.
      secretFollows[depth - 1] = false;
      valueIsNamed[depth - 1] = true;
    }
    boolean inherited = isSecretHere();
    rootSeen = true;
    out.append('<').append(name);
    int attributesFrom = at;
    boolean namesSecret = scanAttributes();
    if (failure != null) {
      return false;
    }
    boolean secretHere = inherited || names.matches(name) || namesSecret;
    writeAttributes(attributesFrom, at, secretHere);
    boolean empty = text.charAt(at) == '/';
    out.append(empty ? "/>" : ">");
    at += empty ? 2 : 1;
    if (!empty) {
      openNames[depth] = name;
      secret[depth] = secretHere;
      secretFollows[depth] = false;
      valueIsNamed[depth] = false;
      valueFrom[depth] = -1;
      contentFrom[depth] = out.length();
      depth++;
    }
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
  }

  /** Reads to the end of the tag; returns whether an attribute gives the element a secret name. */
  private boolean scanAttributes() {
    boolean namesSecret = false;
    while (true) {
      int before = at;
      skipBlanks();
      if (at == text.length()) {
        return fail();
      }
      char c = text.charAt(at);
      if (c == '>') {
        return namesSecret;
      }
      if (c == '/') {
        if (text.startsWith("/>", at)) {
          return namesSecret;
        }
        at++;
        return fail();
      }
      String name = XmlText.name(text, at);
      if (name.isEmpty() || before == at) {
        return fail();
      }
      at += name.length();
      int valueFrom = attributeValue();
      if (valueFrom < 0) {
        return fail();
      }
      if (XmlText.isNameWord(name)) {
        namesSecret |= names.matches(XmlText.unescape(text, valueFrom, at - 1));
      }
    }
  }

  /** Reads {@code ="..."}; returns the index of the value, or -1. */
  private int attributeValue() {
    skipBlanks();
    if (at == text.length() || text.charAt(at) != '=') {
      return -1;
    }
    at++;
    skipBlanks();
    if (at == text.length() || (text.charAt(at) != '"' && text.charAt(at) != '\'')) {
      return -1;
    }
    char quote = text.charAt(at++);
    int from = at;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '<') {
        return -1;
      }
      at++;
    }
    if (at == text.length()) {
      return -1;
    }
    at++;
    return from;
  }

  /** Copies attributes that {@link #scanAttributes} found well formed. */
  private void writeAttributes(int from, int to, boolean elementSecret) {
    at = from;
    skipBlanks();
    while (at < to) {
      String name = XmlText.name(text, at);
      at += name.length();
      int valueFrom = attributeValue();
      int valueTo = at - 1;
      String plain = XmlText.unescape(text, valueFrom, valueTo);
      boolean secretName = elementSecret && !XmlText.isNameWord(name) && !isNamespace(name);
      boolean hide =
          !plain.trim().isEmpty()
              && (secretName || names.matches(name) || !nested.mask(plain).equals(plain));
      char quote = text.charAt(valueTo);
      out.append(' ').append(name).append('=').append(quote);
      if (hide) {
        out.append(Masking.MASK);
        masked++;
      } else {
        out.append(text, valueFrom, valueTo);
      }
      out.append(quote);
      skipBlanks();
    }
    at = to;
  }

  private static boolean isNamespace(String attribute) {
    return attribute.equals("xmlns") || attribute.startsWith("xmlns:");
  }
}
