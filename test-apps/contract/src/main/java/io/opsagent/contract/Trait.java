package io.opsagent.contract;

/** What a server does in its own way, as far as the contract has to know it. */
public enum Trait {
  /**
   * Requests that the server refuses while it parses them reach the agent (docs/spec/
   * instrumentation.md section 3: Tomcat, Jetty and Netty, not Undertow).
   */
  SHOWS_REFUSED_REQUESTS,

  /** The route of {@code /orders/{id}} is known by its pattern, not only by a servlet mapping. */
  ROUTE_PATTERNS,

  /**
   * The framework says by an exception of its own that it has no handler (Spring 6.1 and later),
   * and makes 404 of it, as of any other (case 10).
   */
  THROWS_NOT_FOUND,

  /** The bytes that the agent sees are those before compression (3.9). */
  PLAIN_BODIES,

  /** Large static files do not pass the place where the agent sees bytes (3.1, 3.2, 3.4). */
  ZERO_COPY_FILES,

  /** The application opens a second port for TLS. */
  TLS,

  /** The server speaks HTTP/2 on the TLS port and, by upgrade or prior knowledge, on the other. */
  HTTP2
}
