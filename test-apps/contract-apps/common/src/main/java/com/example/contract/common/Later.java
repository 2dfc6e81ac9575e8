package com.example.contract.common;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads that are none of the server's. They are daemons. */
public final class Later {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "timer"));
  private static final ExecutorService WORKERS =
      Executors.newCachedThreadPool(work -> daemon(work, "worker"));

  private Later() {}

  /** Runs the work on another thread after so many milliseconds. */
  public static void run(long delayMillis, Runnable work) {
    Future<?> unused =
        TIMER.schedule(() -> WORKERS.execute(work), delayMillis, TimeUnit.MILLISECONDS);
  }

  /** Runs the work on another thread and returns when it is done. */
  public static void runAndWait(Runnable work) {
    CompletableFuture.runAsync(work, WORKERS).join();
  }

  /** Runs the work on another thread, at once. */
  public static void run(Runnable work) {
    WORKERS.execute(work);
  }

  /** Lets the calling thread wait; the pause is what the path is for. */
  public static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, "later-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
