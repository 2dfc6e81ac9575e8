package com.example.shop.web;

/** One field of the request has a value that is not allowed; becomes status 400. */
public class InvalidFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Names the field.
   *
   * @param field name of the field or parameter
   * @param message what is allowed
   */
  public InvalidFieldException(String field, String message) {
    super(message);
    this.field = field;
  }

  String field() {
    return field;
  }
}
