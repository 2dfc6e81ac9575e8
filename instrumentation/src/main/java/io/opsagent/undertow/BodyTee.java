package io.opsagent.undertow;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.CircuitBreaker;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What both conduits of ours do beside reading and writing: they tell the capture what has passed,
 * and the exchange that its client is gone. Reads and writes are partial and are repeated with the
 * rest, so that only the way a position has moved says what has passed. Never throws.
 */
final class BodyTee {
  private final UndertowRequestState state;
  private final BodyCapture body;
  private final CircuitBreaker failures;
  private final boolean untilEnding;

  /**
   * The tee of one body.
   *
   * @param failures counts what goes wrong in it
   * @param untilEnding whether it is over when Undertow begins to end the exchange
   */
  BodyTee(
      UndertowRequestState state, BodyCapture body, CircuitBreaker failures, boolean untilEnding) {
    this.state = state;
    this.body = body;
    this.failures = failures;
    this.untilEnding = untilEnding;
  }

  void passed(ByteBuffer buffer, int start) {
    try {
      int end = buffer.position();
      if (end > start && wanted()) {
        body.append(buffer, start, end - start);
      }
    } catch (Throwable t) {
      failures.failed(t);
    }
  }

  /** The same for a row of buffers, of which these were the positions before. */
  void passed(ByteBuffer[] buffers, int offset, int[] starts) {
    for (int i = 0; i < starts.length; i++) {
      passed(buffers[offset + i], starts[i]);
    }
  }

  /** Bytes that pass without being visible. */
  void counted(long bytes) {
    try {
      if (bytes > 0 && wanted()) {
        body.count(bytes);
      }
    } catch (Throwable t) {
      failures.failed(t);
    }
  }

  /** A conduit below has thrown, and the application or Undertow will get it. */
  void failed(Throwable failure) {
    try {
      OurFrames.removeFrom(failure);
      // A body that is longer than the server allows is refused; no word about the client.
      if (failure instanceof IOException
          && !failure.getClass().getName().endsWith(".RequestTooBigException")) {
        state.broken = true;
      }
    } catch (Throwable t) {
      failures.failed(t);
    }
  }

  private boolean wanted() {
    return !(untilEnding && state.ending) && !state.exchange.isEnded() && !failures.isOpen();
  }
}
