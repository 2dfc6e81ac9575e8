package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The error of OpsAgent's own resources (design.md 7).
 *
 * @param code what a program can decide by; every one is in docs/errors.md
 * @param message for people
 * @param reference where the code is explained
 */
@JsonPropertyOrder({"code", "message", "reference"})
record UniformError(String code, String message, String reference) {

  static UniformError of(ApiException error) {
    String state = error.state();
    String code = state == null ? ErrorKind.ofStatus(error.status()).code() : state;
    String message = error.getMessage() == null ? "" : error.getMessage();
    return new UniformError(code, message, "docs/errors.md#" + code);
  }
}
