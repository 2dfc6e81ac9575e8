package io.opsagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One service log as the API gives it, from the list (operations-api.md 1.12) or in full (1.13).
 *
 * @param json the whole object
 */
public record LogRow(JsonNode json) {

  /** Key for {@link OperationsApi#log}. */
  public long id() {
    return json.path("id").asLong();
  }

  /** HTTP status; empty if none was sent. */
  public Optional<Integer> status() {
    JsonNode status = json.path("status");
    return status.isNumber() ? Optional.of(status.intValue()) : Optional.empty();
  }

  /** Method, lower case as the protocol wants it. */
  public String method() {
    return json.path("method").asText();
  }

  /** Raw path without query. */
  public String path() {
    return json.path("path").asText();
  }

  /** {@code DEBUG}, {@code INFO}, {@code WARN} or {@code ERROR}. */
  public String level() {
    return json.path("level").asText();
  }

  /** Bytes of the answer's body; empty if unknown. */
  public Optional<Long> length() {
    JsonNode length = json.path("length");
    return length.isNumber() ? Optional.of(length.longValue()) : Optional.empty();
  }

  /**
   * How the exchange ended: {@code completed}, {@code aborted}, {@code abandoned} or {@code
   * bad_request}. The published protocol has no member for it, so it may also be in {@code
   * details}.
   */
  public String outcome() {
    JsonNode own = json.path("outcome");
    return (own.isMissingNode() ? json.path("details").path("outcome") : own).asText();
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
