package io.opsagent.server.middleware;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code recovery}: what is thrown behind it, errors of the JVM included, becomes an answer 500
 * without a word of its cause; the cause is in the agent's log.
 */
final class Recovery implements Middleware {
  static final String NAME = "recovery";
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void handle(ApiCall call, Chain next) throws Exception {
    try {
      next.proceed();
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
      LOG.error("Request {} failed", call.requestId(), e);
      if (call.isCommitted()) {
        throw new IllegalStateException("The answer was on its way", e);
      }
      call.answer(500, "server error");
    }
  }
}
