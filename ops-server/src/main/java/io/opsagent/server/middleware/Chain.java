package io.opsagent.server.middleware;

/** The rest of the way of one request behind a {@link Middleware}. */
@FunctionalInterface
public interface Chain {

  /**
   * Hands the request on. Returns at once when the request has to wait for its turn; see {@link
   * ApiCall#onCompletion}.
   *
   * @throws IllegalStateException when it is called twice
   */
  void proceed() throws Exception;
}
