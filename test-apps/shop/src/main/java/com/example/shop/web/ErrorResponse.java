package com.example.shop.web;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What the API answers when it could not do what was asked: a sentence and the wrong fields. */
public final class ErrorResponse {
  private final String message;
  private final Map<String, String> fields;

  ErrorResponse(String message, Map<String, String> fields) {
    this.message = message;
    this.fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  ErrorResponse(String message) {
    this(message, Collections.emptyMap());
  }

  /** Returns the sentence for the client. */
  public String getMessage() {
    return message;
  }

  /** Returns what is wrong by field; empty when it is about no field. */
  public Map<String, String> getFields() {
    return fields;
  }
}
