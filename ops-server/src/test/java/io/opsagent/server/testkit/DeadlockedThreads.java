package io.opsagent.server.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Two daemon threads that wait for each other until they are closed. */
public final class DeadlockedThreads implements AutoCloseable {
  public static final String FIRST = "test-deadlock-first";
  public static final String SECOND = "test-deadlock-second";

  private final ReentrantLock one = new ReentrantLock();
  private final ReentrantLock other = new ReentrantLock();
  private final CountDownLatch bothHoldOne = new CountDownLatch(2);
  private final Thread first = thread(FIRST, one, other);
  private final Thread second = thread(SECOND, other, one);

  private DeadlockedThreads() {}

  /** Starts both; they are in each other's way when this returns. */
  public static DeadlockedThreads start() throws InterruptedException {
    DeadlockedThreads threads = new DeadlockedThreads();
    threads.first.start();
    threads.second.start();
    threads.bothHoldOne.await();
    while (!threads.one.hasQueuedThreads() || !threads.other.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    return threads;
  }

  private Thread thread(String name, ReentrantLock held, ReentrantLock wanted) {
    Thread thread =
        new Thread(
            () -> {
              held.lock();
              try {
                bothHoldOne.countDown();
                bothHoldOne.await();
                wanted.lockInterruptibly();
                wanted.unlock();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                held.unlock();
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() throws InterruptedException {
    first.interrupt();
    second.interrupt();
    first.join();
    second.join();
  }
}
