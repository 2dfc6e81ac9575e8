package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of server is asked for the facts of a request and its answer. Written once for each
 * server; everything that is done with the facts is in {@link Capture}.
 *
 * <p>Called on the container's thread, as late as possible. An implementation must not create a
 * session, read a body, parse parameters, resolve a host name or commit an answer
 * (docs/spec/instrumentation.md 3.0, 4.2), and must not keep what it is given.
 *
 * @param <Q> the server's request
 * @param <S> the server's response
 */
public interface HttpAdapter<Q, S> extends BodyAdapter<Q, S> {

  @Nullable String method(Q request);

  /** Raw path as the client sent it, without query. */
  @Nullable String path(Q request);

  /** Raw query, or null. */
  @Nullable String query(Q request);

  /** Such as {@code HTTP/1.1}. */
  @Nullable String protocol(Q request);

  /** {@code http} or {@code https}. */
  @Nullable String scheme(Q request);

  /** The client as the container knows it: textual address, never a name. */
  @Nullable String remoteAddress(Q request);

  /** Name of the authenticated user, or null. */
  @Nullable String user(Q request);

  /**
   * An attribute of the request's session, or null. Asked only where the key {@code
   * capture.user-attribute} is set and nobody is authenticated. Neither creates a session nor,
   * where the container has a way for that, uses it, which would move its last access; each
   * implementation says what it found.
   *
   * @throws Throwable what container and session throw; it costs that fact only
   */
  default @Nullable Object sessionAttribute(Q request, String name) throws Throwable {
    return null;
  }

  /** Whether a request header, by any case of its name, is there more than once. */
  boolean isRequestHeaderRepeated(Q request, String name);

  void copyRequestHeaders(Q request, Headers into);

  void copyResponseHeaders(S response, Headers into);

  /**
   * A bit for each length of a name of a request header that is there: bit 4 if there is one of
   * four characters, such as {@code Host}. Spares looking for headers that cannot be there; all
   * bits, which is always right, where a server has no cheap way to say.
   */
  default long requestHeaderNameLengths(Q request) {
    return -1;
  }

  /** Sum over all request headers of name and value and 4, in characters. */
  int requestHeaderBytes(Q request);

  /** Sum over all response headers of name and value and 4, in characters. */
  int responseHeaderBytes(S response);

  /**
   * Declared length of the answer's body in bytes, or -1. Read from the header; a server that holds
   * it as a number says so here and spares the text.
   */
  default long responseContentLength(S response) {
    return ContentLength.parse(responseHeader(response, "content-length"));
  }
}
