package io.opsagent.agent.launch;

import io.opsagent.capture.OpenExchanges;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits at the end of the JVM for the requests that are open: the application ends them in shutdown
 * hooks of its own, at the same time as ours.
 */
final class OpenRequests {
  private static final long POLL_MILLIS = 20;

  private OpenRequests() {}

  /**
   * Waits until none is open, the time is over, or the thread is interrupted.
   *
   * @return whether none is open
   */
  static boolean awaitNone(OpenExchanges open, long maxMillis) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    while (!open.snapshot().isEmpty()) {
      if (System.nanoTime() - deadlineNanos >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
    return true;
  }
}
