package com.example.shop.web;

/** The request is right but the shop's state does not allow it; becomes status 409. */
public class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what stands in the way.
   *
   * @param message one sentence for the client
   */
  public ConflictException(String message) {
    super(message);
  }
}
