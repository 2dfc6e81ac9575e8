package io.opsagent.server.middleware;

import io.opsagent.server.tasklog.TaskLog;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * {@code logger}: one line of level INFO in the agent's own log for each request. Queries are left
 * out: they can hold what is secret.
 */
final class RequestLogger implements Middleware {
  static final String NAME = "logger";
  private static final Logger LOG = LoggerFactory.getLogger(RequestLogger.class);
  private static final int MAX_PATH_CHARS = 200;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void handle(ApiCall call, Chain next) throws Exception {
    if (LOG.isInfoEnabled()) {
      long startNanos = System.nanoTime();
      call.onCompletion(failure -> log(call, System.nanoTime() - startNanos, failure != null));
    }
    next.proceed();
  }

  private static void log(ApiCall call, long nanos, boolean failed) {
    String path = call.path();
    // The answer is complete on whichever thread sent the last of it.
    try (MDC.MDCCloseable id = MDC.putCloseable(TaskLog.REQUEST_ID, call.requestId())) {
      LOG.info(
          "{} {} from {} answered {} in {} ms{}",
          call.method(),
          path.length() <= MAX_PATH_CHARS ? path : path.substring(0, MAX_PATH_CHARS) + "...",
          call.remoteAddress(),
          call.status(),
          TimeUnit.NANOSECONDS.toMillis(nanos),
          failed ? ", which did not reach the caller" : "");
    }
  }
}
