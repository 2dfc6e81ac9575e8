package io.opsagent.agent.launch;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the agent's threads: daemon, with our loader as context class loader, inheriting nothing
 * from the thread that makes them (docs/spec/instrumentation.md 1.9).
 */
final class AgentThreads {
  private AgentThreads() {}

  static Thread create(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThreads.class.getClassLoader());
    // What escapes must not reach the application's streams.
    thread.setUncaughtExceptionHandler((dead, cause) -> {});
    return thread;
  }

  /**
   * Waits until no thread of ours runs but the calling one.
   *
   * @return names of those that still run when the time is over; empty if there are none
   */
  static String awaitEnd(long maxMillis) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    Set<String> left = running();
    while (!left.isEmpty() && System.nanoTime() < deadlineNanos) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      left = running();
    }
    return String.join(", ", left);
  }

  private static Set<String> running() {
    Set<String> names = new TreeSet<>();
    // Stack traces of all threads would stop them all; this does not.
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(threads);
    for (int i = 0; i < count; i++) {
      Thread thread = threads[i];
      if (thread != Thread.currentThread()
          && (thread.getContextClassLoader() == AgentThreads.class.getClassLoader()
              || thread.getName().startsWith("opsagent-"))) {
        names.add(thread.getName());
      }
    }
    return names;
  }
}
