package io.opsagent.undertow;

import io.opsagent.capture.Exchange;
import org.jspecify.annotations.Nullable;

/** What we keep on a server exchange, as an attachment that only we have the key of. */
final class UndertowRequestState {
  final Exchange exchange;

  /** Raw query as the client sent it, without the question mark; may be empty. */
  final @Nullable String query;

  /** Whether Undertow is ending the exchange: what it reads from now on nobody asked for. */
  boolean ending;

  /**
   * Whether reading or writing failed because the client is gone. Set by the thread that writes,
   * read by the one that ends the exchange.
   */
  volatile boolean broken;

  /** Whether filters or a servlet have been called, so that there can be a session. */
  boolean wasInServlet;

  /** Whether filters or a servlet are on the stack. */
  boolean inServlet;

  /** Whether the answer's end is watched for, as on streams of HTTP/2. */
  boolean watchesEnd;

  /** Whether the answer was written to its end, where that is watched for. */
  volatile boolean endWritten;

  UndertowRequestState(Exchange exchange, @Nullable String query) {
    this.exchange = exchange;
    this.query = query;
  }
}
