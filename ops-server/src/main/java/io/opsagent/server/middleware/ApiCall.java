package io.opsagent.server.middleware;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request to the operations server and its answer, as a {@link Middleware} sees them. For one
 * thread at a time.
 */
public interface ApiCall {

  /** The id that is sent back as {@code X-Request-ID} and stands in the agent's log. */
  String requestId();

  /** The method, in upper case as it was sent. */
  String method();

  /** The path as it was sent, not decoded, without the query. */
  String path();

  /** The query as it was sent, without the question mark; null without one. It may hold secrets. */
  @Nullable String query();

  /** Address of the other end of the socket; forwarding headers do not count. */
  String remoteAddress();

  /** Whether it came by TLS. */
  boolean isSecure();

  /** The first value of a header of the request, or null. Any letter case. */
  @Nullable String header(String name);

  /** All headers of the request in their order; a copy. */
  Map<String, List<String>> headers();

  /** Sets a header of the answer; without effect once the answer is on its way. */
  void putHeader(String name, String value);

  /** Adds a value to a header of the answer; without effect once the answer is on its way. */
  void addHeader(String name, String value);

  /** The answer's status as known until now; final in {@link #onCompletion}. */
  int status();

  /** Whether the answer is on its way, so that nothing can be changed any more. */
  boolean isCommitted();

  /**
   * Ends the request with an error in the form that the API has for this path. 429 gets {@code
   * Retry-After} and is sent after a moment, so that those who ask again at once are slowed down.
   *
   * @param status 400 to 599
   * @param text one sentence for people that names what was wrong and the way out
   * @throws IllegalStateException if the request was handed on or answered before
   */
  void answer(int status, String text);

  /**
   * Calls back when the answer has been sent or could not be.
   *
   * @param listener given the failure, or null; runs on a server thread and must not wait
   */
  void onCompletion(Consumer<@Nullable Throwable> listener);
}
