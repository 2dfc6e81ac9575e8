package com.example.hostile;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Makes the threads of the common pool, as named by a system property; the JVM looks at it once.
 * Public with a public constructor because the JVM makes it.
 */
public final class HostileThreadFactory implements ForkJoinPool.ForkJoinWorkerThreadFactory {
  /** Makes the factory. */
  public HostileThreadFactory() {}

  @Override
  public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    ForkJoinWorkerThread thread = new Worker(pool);
    thread.setName("hostile-worker");
    thread.setDaemon(true);
    return thread;
  }

  private static final class Worker extends ForkJoinWorkerThread {
    Worker(ForkJoinPool pool) {
      super(pool);
    }
  }
}
