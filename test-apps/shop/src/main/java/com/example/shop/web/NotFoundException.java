package com.example.shop.web;

/** Something that was asked for by its key is not there; becomes status 404. */
public class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what is missing.
   *
   * @param kind what was looked for, such as {@code product}
   * @param key its key as the client gave it
   */
  public NotFoundException(String kind, Object key) {
    super("There is no " + kind + " " + key);
  }
}
