package io.opsagent.jetty;

import io.opsagent.capture.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What we keep on a request, as an attribute: Jetty 9 to 11 has no other slot. Jetty clears it when
 * it recycles the request object.
 */
final class JettyRequestState {
  final Exchange exchange;

  /** Whether Jetty refused the request before any handler saw it. */
  final boolean refused;

  /** The query as it came; a dispatch with a path of its own replaces it on the request. */
  @Nullable String query;

  /** Whether Jetty has given the answer up. */
  boolean aborted;

  /** Whether the client went away. */
  boolean broken;

  JettyRequestState(Exchange exchange, boolean refused) {
    this.exchange = exchange;
    this.refused = refused;
  }
}
