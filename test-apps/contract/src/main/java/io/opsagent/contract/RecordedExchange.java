package io.opsagent.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.LogRow;

/**
 * A row as the agent's API gives it in full (operations-api.md 1.13). Immutable.
 *
 * @param row the whole row
 */
public record RecordedExchange(LogRow row) {

  /** The member of this name, missing or not. */
  public JsonNode member(String name) {
    return row.json().path(name);
  }

  /** The member of this name as text; {@code null} as the word, empty if it is missing. */
  public String text(String name) {
    return member(name).asText();
  }

  /** The member of {@code details} as text. */
  public String detail(String name) {
    return row.json().path("details").path(name).asText();
  }

  /** A member of {@code details.capture}. */
  public JsonNode capture(String name) {
    return row.json().path("details").path("capture").path(name);
  }

  /** Bytes of the request's body that passed. */
  public long requestBytes() {
    return capture("request_body").path("bytes").asLong();
  }

  /** Bytes of the answer's body that passed. */
  public long responseBytes() {
    return capture("response_body").path("bytes").asLong();
  }

  /** Why the request's body was not kept; empty if it was. */
  public String requestBodyLeftOut() {
    return capture("request_body").path("left_out").asText("");
  }

  /** Why the answer's body was not kept; empty if it was. */
  public String responseBodyLeftOut() {
    return capture("response_body").path("left_out").asText("");
  }

  /** The header of the request: a text, a list of texts, or missing. */
  public JsonNode requestHeader(String name) {
    return headerOf("request_headers", name);
  }

  /** The header of the answer: a text, a list of texts, or missing. */
  public JsonNode responseHeader(String name) {
    return headerOf("response_headers", name);
  }

  /** Raw query, out of the whole URL; empty if there is none. */
  public String query() {
    String url = text("full_url");
    int mark = url.indexOf('?');
    return mark < 0 ? "" : url.substring(mark + 1);
  }

  private JsonNode headerOf(String member, String name) {
    JsonNode headers = member(member);
    for (var field : headers.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return headers.path(name);
  }

  @Override
  public String toString() {
    return row.toString();
  }
}
