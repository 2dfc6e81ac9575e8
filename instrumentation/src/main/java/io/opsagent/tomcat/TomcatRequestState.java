package io.opsagent.tomcat;

import io.opsagent.capture.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What we keep on a coyote request, in a note that the application does not see. Tomcat reuses the
 * request object for the next request of a connection, and so is this.
 */
final class TomcatRequestState {
  /** The exchange that is open, or null between requests. */
  @Nullable Exchange exchange;

  /** Whether {@code logAccess} is on the stack: it calls itself up the containers. */
  boolean logging;
}
