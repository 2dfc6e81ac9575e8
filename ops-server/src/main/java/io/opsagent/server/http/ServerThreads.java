package io.opsagent.server.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The server's threads: few, daemon, named, with our class loader as context class loader and
 * without the thread locals of whoever starts them (instrumentation.md 1.9, platform-facts.md E).
 */
final class ServerThreads {
  /** Acceptors and selectors of up to two listeners included, so at least 6 serve requests. */
  static final int MAX_THREADS = 10;

  private static final int MIN_THREADS = 2;
  private static final int IDLE_THREAD_MILLIS = 5_000;

  /** The JVM's end has two seconds in all, and rows must be written in them. */
  private static final int STOP_MILLIS = 500;

  /**
   * A connection has at most a few jobs waiting: enough for all of them, so that none is refused.
   */
  private static final int MAX_QUEUED_JOBS = 8 * JettyFactory.MAX_CONNECTIONS;

  private static final AtomicInteger NEXT_NUMBER = new AtomicInteger(1);

  private ServerThreads() {}

  static QueuedThreadPool pool() {
    QueuedThreadPool pool =
        new QueuedThreadPool(
            MAX_THREADS,
            MIN_THREADS,
            IDLE_THREAD_MILLIS,
            0,
            // Jetty's own queue asks the platform MBean server for the size of a reference, and
            // that begins java.util.logging (instrumentation.md 1.8).
            new ArrayBlockingQueue<>(MAX_QUEUED_JOBS),
            null,
            ServerThreads::newThread);
    pool.setName("opsagent-http");
    pool.setDaemon(true);
    pool.setStopTimeout(STOP_MILLIS);
    return pool;
  }

  static Scheduler scheduler() {
    return new ScheduledExecutorScheduler(
        "opsagent-scheduler", true, ServerThreads.class.getClassLoader());
  }

  private static Thread newThread(Runnable work) {
    String name = "opsagent-http-" + NEXT_NUMBER.getAndIncrement();
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ServerThreads.class.getClassLoader());
    return thread;
  }
}
