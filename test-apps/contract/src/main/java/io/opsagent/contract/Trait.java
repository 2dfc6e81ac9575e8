package io.opsagent.contract;

/** What a server does in its own way, as far as the contract has to know it. */
public enum Trait {
  /**
   * Requests that the server refuses while it parses them reach the agent (docs/spec/
   * instrumentation.md section 3).
   */
  SHOWS_REFUSED_REQUESTS,

  /** A method of 60 letters is refused while it is parsed, as Undertow 2.3.26 does. */
  REFUSES_LONG_METHODS,

  /** The route of {@code /orders/{id}} is known by its pattern, not only by a servlet mapping. */
  ROUTE_PATTERNS,

  /** The bytes that the agent sees are those before compression (3.9). */
  PLAIN_BODIES,

  /** Large static files do not pass the place where the agent sees bytes (3.1, 3.2, 3.4). */
  ZERO_COPY_FILES,

  /** No byte of a body passes the place where the agent sees requests (3.7). */
  NO_BODIES,

  /** The agent sees what reaches a servlet, or a filter that it knows by name (3.7). */
  SERVLETS_ONLY,

  /**
   * A synchronous request is over for the agent when its servlet returns: error pages, and what the
   * container sends from its buffer, come later (3.7).
   */
  ENDS_WITH_THE_SERVLET,

  /**
   * An answer is never ended, with or without the agent, when its servlet throws after {@code
   * startAsync} and after the first bytes (jetty/jetty.project#13502).
   */
  LEAVES_FAILED_ASYNC_OPEN,

  /**
   * Listeners of an asynchronous request hear nothing any more when its servlet has thrown: the
   * agent gives the request up after its time (3.7).
   */
  FORGETS_FAILED_ASYNC,

  /**
   * The application opens one more port, where the server takes only what it takes by default; on
   * the other one it takes any path.
   */
  STRICT_PORT,

  /** A user can log in by form and by {@code HttpServletRequest.login}. */
  SERVLET_LOGIN,

  /** The application opens a second port for TLS. */
  TLS,

  /** The server speaks HTTP/2 on the TLS port and, by upgrade or prior knowledge, on the other. */
  HTTP2
}
