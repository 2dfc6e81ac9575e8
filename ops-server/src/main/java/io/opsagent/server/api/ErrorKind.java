package io.opsagent.server.api;

/**
 * The kinds of errors: the word in front of the protocol's {@code msg} (spec 2.2) and the code of
 * OpsAgent's own resources (docs/errors.md).
 */
enum ErrorKind {
  BAD_REQUEST(400, "BadRequest", "bad_request"),
  UNAUTHORIZED(401, "Unauthorized", "unauthorized"),
  PERMISSION_DENIED(403, "PermissionDenied", "permission_denied"),
  NOT_FOUND(404, "NotFound", "not_found"),
  METHOD_NOT_ALLOWED(405, "MethodNotAllowed", "method_not_allowed"),
  CONFLICT(409, "Conflict", "conflict"),
  PAYLOAD_TOO_LARGE(413, "PayloadTooLarge", "payload_too_large"),
  UNPROCESSABLE_ENTITY(422, "UnprocessableEntity", "unprocessable_entity"),
  TOO_MANY_REQUESTS(429, "TooManyRequests", "too_many_requests"),
  SERVER_ERROR(500, "ServerError", "server_error"),
  SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "service_unavailable");

  private final int status;
  private final String protocolName;
  private final String code;

  ErrorKind(int status, String protocolName, String code) {
    this.status = status;
    this.protocolName = protocolName;
    this.code = code;
  }

  int status() {
    return status;
  }

  String protocolName() {
    return protocolName;
  }

  String code() {
    return code;
  }

  /** The kind of a status; one without a kind of its own belongs to the first of its class. */
  static ErrorKind ofStatus(int status) {
    for (ErrorKind kind : values()) {
      if (kind.status == status) {
        return kind;
      }
    }
    return status >= 500 ? SERVER_ERROR : BAD_REQUEST;
  }
}
