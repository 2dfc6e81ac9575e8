package io.opsagent.storage;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of the connection pool: daemons, so that a finished application can end, with
 * our class loader as context, and without the thread locals of whoever happens to ask for a
 * connection (docs/spec/instrumentation.md 1.9).
 */
final class StorageThreads implements ThreadFactory {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Override
  public Thread newThread(Runnable task) {
    String name = "opsagent-storage-" + NUMBER.incrementAndGet();
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(StorageThreads.class.getClassLoader());
    return thread;
  }
}
