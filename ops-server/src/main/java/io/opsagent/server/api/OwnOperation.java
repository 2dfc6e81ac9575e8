package io.opsagent.server.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the document of own resources says of one route.
 *
 * @param method in upper case
 * @param path below the API's root, such as {@code /v1/views/{id}}
 * @param summary one sentence
 * @param parameters of the query
 * @param body what is sent, or null for nothing
 * @param example a body that is right, as JSON; empty where there is none
 * @param status of an answer that is no error
 * @param answer its body, or null for none
 */
record OwnOperation(
    String method,
    String path,
    String summary,
    List<Parameter> parameters,
    @Nullable OwnSchema body,
    String example,
    int status,
    @Nullable OwnSchema answer) {
  /** Copies the list. */
  OwnOperation {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter of the query.
   *
   * @param required whether a call without it is refused
   */
  record Parameter(String name, OwnSchema schema, String description, boolean required) {}

  static OwnOperation get(String path, String summary, OwnSchema answer) {
    return new OwnOperation("GET", path, summary, List.of(), null, "", 200, answer);
  }

  static OwnOperation post(
      String path, String summary, @Nullable OwnSchema body, String example, OwnSchema answer) {
    return new OwnOperation("POST", path, summary, List.of(), body, example, 201, answer);
  }

  static OwnOperation patch(
      String path, String summary, OwnSchema body, String example, OwnSchema answer) {
    return new OwnOperation("PATCH", path, summary, List.of(), body, example, 200, answer);
  }

  static OwnOperation delete(String path, String summary, OwnSchema answer) {
    return new OwnOperation("DELETE", path, summary, List.of(), null, "", 200, answer);
  }

  /** The same with one more parameter. */
  OwnOperation parameter(String name, OwnSchema schema, String description) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, schema, description, false));
    return new OwnOperation(method, path, summary, more, body, example, status, answer);
  }

  /** The same with one more parameter without which a call is refused. */
  OwnOperation required(String name, OwnSchema schema, String description) {
    List<Parameter> more = new ArrayList<>(parameters);
    more.add(new Parameter(name, schema, description, true));
    return new OwnOperation(method, path, summary, more, body, example, status, answer);
  }

  /** The same with another status and answer; null for an answer without a body. */
  OwnOperation answers(int otherStatus, @Nullable OwnSchema other) {
    return new OwnOperation(method, path, summary, parameters, body, example, otherStatus, other);
  }

  /** The same with the parameters of lists that are paged by key. */
  OwnOperation paged() {
    return parameter("before", OwnSchema.integer(), "Only what has a smaller id: next of a page.")
        .parameter("limit", OwnSchema.integer(), "1 to 500; 100.");
  }
}
