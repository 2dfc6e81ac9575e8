package io.opsagent.server.middleware;

/**
 * One thing that is done for every request to the operations server. Those of OpsAgent are in this
 * package; a jar in the folder {@code plugins} of the data directory can bring others: it names its
 * class in {@code META-INF/services/io.opsagent.server.middleware.Middleware}, and the key {@code
 * middlewares} names the word that {@link #name} returns. Such a class needs a public constructor
 * without parameters.
 *
 * <p>It runs after the checks of {@code Host} and {@code Origin} and before authentication, in the
 * order of the list, on the threads of the server: it must be safe for several threads, must not
 * wait, and must keep nothing that is not bounded.
 */
public interface Middleware {

  /** The word for it in the key {@code middlewares}: lower case letters, digits and hyphens. */
  String name();

  /**
   * Handles a request: calls {@link Chain#proceed} once, before or after its own work, or ends the
   * request itself with {@link ApiCall#answer}. What it throws is answered 500 and logged.
   *
   * @param call the request and its answer
   * @param next the rest of the way; it may return before the answer has been made
   */
  void handle(ApiCall call, Chain next) throws Exception;
}
