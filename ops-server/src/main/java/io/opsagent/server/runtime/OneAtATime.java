package io.opsagent.server.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets one piece of work run at a time, on a thread of its own, so that what hangs holds neither a
 * caller nor a second one. What has not ended in time goes on and keeps the place until it ends.
 * Any thread.
 */
final class OneAtATime {
  private final BiFunction<String, Runnable, Thread> threads;
  private final String threadName;
  private final AtomicReference<@Nullable String> running = new AtomicReference<>();

  /**
   * Nothing is running.
   *
   * @param threads makes a daemon thread of a name and its work
   */
  OneAtATime(BiFunction<String, Runnable, Thread> threads, String threadName) {
    this.threads = threads;
    this.threadName = threadName;
  }

  /** What is running, or null. */
  @Nullable String running() {
    return running.get();
  }

  /**
   * Begins the work.
   *
   * @param what words for who comes meanwhile
   * @throws BusyException when something is running
   */
  <T> CompletableFuture<T> begin(String what, Callable<T> work) {
    if (!running.compareAndSet(null, what)) {
      throw new BusyException(
          "Another call is at work (" + running.get() + "). Come again when it has ended.");
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.apply(threadName, () -> run(work, result)).start();
    } catch (RuntimeException | Error e) {
      running.set(null);
      throw e;
    }
    return result;
  }

  private <T> void run(Callable<T> work, CompletableFuture<T> result) {
    @Nullable T value = null;
    @Nullable Throwable failure = null;
    try {
      value = work.call();
    } catch (Exception | Error e) {
      failure = e;
    }
    // Before anybody hears of the end: he may come with the next call at once.
    running.set(null);
    if (failure != null) {
      result.completeExceptionally(failure);
    } else {
      result.complete(value);
    }
  }

  /**
   * Begins the work and waits for its result.
   *
   * @param maxMillis to wait
   * @throws BusyException when something is running, or when the work has not ended in time
   * @throws RefusedException when the work throws it
   * @throws IllegalStateException when the work failed
   */
  <T> T call(String what, long maxMillis, Callable<T> work) {
    return await(begin(what, work), what, maxMillis);
  }

  /** The result of work that was begun; as {@link #call} for the rest. */
  static <T> T await(CompletableFuture<T> result, String what, long maxMillis) {
    try {
      return result.get(maxMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BusyException(
          "It takes longer than "
              + maxMillis / 1_000.0
              + " s ("
              + what
              + "); nothing is answered. Come again later.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw new IllegalStateException(what + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException("The server is stopping.");
    }
  }
}
