package io.opsagent.server.api;

import io.opsagent.storage.DatabaseAwayException;
import io.opsagent.storage.StorageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request is answered with an error. Made only through the factories below, so that one kind of
 * mistake reads the same everywhere (spec 2.2 and 2.3). It has no stack trace: it is an answer, not
 * a failure of the server.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_ECHO_CHARS = 200;

  /** State and code of a token of our own that does not count (RFC 6750). */
  static final String INVALID_TOKEN = "invalid_token";

  /** While the database is closed for a moment. */
  private static final int SOON_SECONDS = 5;

  /** While the database is away. */
  private static final int LATER_SECONDS = 10;

  private final int status;
  private final @Nullable String state;
  private final String protocolText;
  private final int retryAfterSeconds;

  private ApiException(int status, @Nullable String state, String protocolText, String message) {
    this(status, state, protocolText, message, 0);
  }

  private ApiException(
      int status,
      @Nullable String state,
      String protocolText,
      String message,
      int retryAfterSeconds) {
    super(message, null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status;
    this.state = state;
    this.protocolText = protocolText;
  }

  private static ApiException of(ErrorKind kind, @Nullable String state, String text) {
    return new ApiException(kind.status(), state, text, text);
  }

  /** Any status with a text; for what the server itself refuses. */
  public static ApiException ofStatus(int status, String text) {
    return new ApiException(status, null, text, text);
  }

  static ApiException badRequest(String text) {
    return of(ErrorKind.BAD_REQUEST, null, text);
  }

  static ApiException badRequest(String state, String text) {
    return of(ErrorKind.BAD_REQUEST, state, text);
  }

  /** A query parameter broke a rule; {@code rule} is the rest of the protocol's sentence. */
  static ApiException badParameter(String rule) {
    return badRequest("parse item: ['query'] failed: " + rule);
  }

  /** The text is literally {@code None} in the protocol; own resources say what helps instead. */
  static ApiException unauthorized(@Nullable String state, String help) {
    return new ApiException(401, state, "None", help);
  }

  /** 401 to a caller from outside while nobody can be let in: it says how to make a client. */
  static ApiException nobodyConfigured(String help) {
    return new ApiException(401, null, "None. " + help, help);
  }

  /** 401 to a token or session of our own that does not count. */
  static ApiException invalidToken() {
    return new ApiException(
        401,
        INVALID_TOKEN,
        "None",
        "The token is unknown, has expired or was revoked; fetch another one.");
  }

  /** 409 with a text. */
  static ApiException conflict(String text) {
    return of(ErrorKind.CONFLICT, null, text);
  }

  /** 409 with a state. */
  static ApiException conflict(String state, String text) {
    return of(ErrorKind.CONFLICT, state, text);
  }

  /** 422 with a text. */
  static ApiException unprocessable(String text) {
    return of(ErrorKind.UNPROCESSABLE_ENTITY, null, text);
  }

  /** 404 with a text. */
  static ApiException notFound(String text) {
    return of(ErrorKind.NOT_FOUND, null, text);
  }

  /** 404 with a state. */
  static ApiException notFound(String state, String text) {
    return of(ErrorKind.NOT_FOUND, state, text);
  }

  /** 429: too many attempts. */
  static ApiException tooManyRequests(String text, int retryAfterSeconds) {
    return new ApiException(429, null, text, text, retryAfterSeconds);
  }

  /** 403 with a text. */
  public static ApiException permissionDenied(String text) {
    return of(ErrorKind.PERMISSION_DENIED, null, text);
  }

  static ApiException notFound() {
    return of(ErrorKind.NOT_FOUND, null, "not found");
  }

  static ApiException pathNotFound(String path) {
    return of(ErrorKind.NOT_FOUND, null, "path: <" + echo(path) + "> not found");
  }

  static ApiException methodNotAllowed(String method, List<String> offered) {
    String names =
        offered.stream()
            .map(name -> "'" + name.toLowerCase(Locale.ROOT) + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    return of(
        ErrorKind.METHOD_NOT_ALLOWED,
        null,
        "Method: "
            + echo(method.toLowerCase(Locale.ROOT))
            + " is not allowed (use methods in "
            + names
            + ")");
  }

  /** Something of ours failed. What it was goes to the agent's log, not to the caller. */
  static ApiException serverError() {
    return of(ErrorKind.SERVER_ERROR, null, "server error");
  }

  /**
   * The operations database did not do what was asked of it: 503 with a time to come again while it
   * is away, the text says why and what to do; else 500, and its own words are for the agent's log.
   */
  static ApiException ofStorage(StorageException e) {
    if (!(e instanceof DatabaseAwayException away)) {
      return serverError();
    }
    String text = String.valueOf(e.getMessage());
    return new ApiException(
        503, null, text, text, away.isForAMoment() ? SOON_SECONDS : LATER_SECONDS);
  }

  /** What a caller sent, short enough to be sent back. */
  public static String echo(String text) {
    return text.length() <= MAX_ECHO_CHARS ? text : text.substring(0, MAX_ECHO_CHARS) + "...";
  }

  /** HTTP status, 400 to 599. */
  public int status() {
    return status;
  }

  /** The protocol's machine-readable state, or null for 0. */
  public @Nullable String state() {
    return state;
  }

  /** When the caller should come again, seconds; 0 for no advice. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The text after the kind in the protocol's {@code msg}. */
  String protocolText() {
    return protocolText;
  }
}
