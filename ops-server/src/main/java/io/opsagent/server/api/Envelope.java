package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * The four members around every answer of the protocol (spec 2.1, 2.2).
 *
 * @param result what was asked for, null on errors
 * @param msg for people, empty on success
 * @param state 1 on success, 0 or a text on errors
 * @param count rows without paging in lists, else 0
 */
@JsonPropertyOrder({"result", "msg", "state", "count"})
record Envelope(@Nullable Object result, String msg, Object state, long count) {

  static Envelope ofResult(@Nullable Object result) {
    return new Envelope(result, "", 1, 0);
  }

  static Envelope ofRows(Object rows, long count) {
    return new Envelope(rows, "", 1, count);
  }

  static Envelope ofError(ApiException error) {
    String msg = ErrorKind.ofStatus(error.status()).protocolName() + ": " + error.protocolText();
    String state = error.state();
    return new Envelope(null, msg, state == null ? (Object) 0 : state, 0);
  }
}
