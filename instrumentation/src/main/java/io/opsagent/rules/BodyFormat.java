package io.opsagent.rules;

import java.util.Locale;

/** What kind of text a media type stands for, as far as masking is concerned. */
enum BodyFormat {
  JSON,
  JSON_LINES,
  FORM,
  XML,
  /** No media type given; it may be JSON. */
  UNKNOWN,
  HTML,
  /** Text in which the name of a value can be far from it: YAML, tables. */
  TABLE,
  /** Text without a structure of its own. */
  OTHER_TEXT,
  NOT_TEXT;

  /** Returns the format of a media type; parameters and case do not count. */
  static BodyFormat of(String mediaType) {
    int semicolon = mediaType.indexOf(';');
    String type = semicolon < 0 ? mediaType : mediaType.substring(0, semicolon);
    type = type.trim().toLowerCase(Locale.ROOT);
    if (type.isEmpty()) {
      return UNKNOWN;
    }
    if (type.equals("application/x-www-form-urlencoded")) {
      return FORM;
    }
    int slash = type.indexOf('/');
    String subtype = type.substring(slash + 1);
    if (subtype.equals("json") || subtype.equals("x-json") || subtype.endsWith("+json")) {
      return JSON;
    }
    if (subtype.equals("x-ndjson")
        || subtype.equals("ndjson")
        || subtype.equals("jsonl")
        || subtype.equals("x-jsonlines")
        || subtype.equals("jsonlines")) {
      return JSON_LINES;
    }
    // XHTML keeps what a person typed in attributes called "value", like HTML.
    if (subtype.equals("xml") || (subtype.endsWith("+xml") && !subtype.equals("xhtml+xml"))) {
      return XML;
    }
    if (subtype.equals("html") || subtype.equals("xhtml+xml")) {
      return HTML;
    }
    if (subtype.equals("csv")
        || subtype.equals("tab-separated-values")
        || subtype.equals("yaml")
        || subtype.equals("x-yaml")) {
      return TABLE;
    }
    if (subtype.equals("csp-report")) {
      return JSON;
    }
    boolean text =
        type.startsWith("text/")
            || subtype.equals("javascript")
            || subtype.equals("x-javascript")
            || subtype.equals("graphql");
    return text ? OTHER_TEXT : NOT_TEXT;
  }
}
