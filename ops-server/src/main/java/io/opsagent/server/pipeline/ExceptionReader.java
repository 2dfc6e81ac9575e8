package io.opsagent.server.pipeline;

import io.opsagent.rules.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of exceptions on a thread of its own: their methods are the application's and may
 * wait for a lock or a database for ever (docs/spec/instrumentation.md 3.9). Who asks waits a
 * bounded time; a reader that is stuck is left behind for another one, {@link #MAX_STUCK} times,
 * and then exceptions are told by their type alone until one of them comes back.
 *
 * <p>For one thread, the drain; the figure for any.
 */
final class ExceptionReader {
  static final String NOT_READ = "(its text could not be read in time)";

  /** Readers that may be stuck at the same time. */
  static final int MAX_STUCK = 3;

  private static final long IDLE_SECONDS = 30;

  private final BiFunction<String, Runnable, Thread> threads;
  private final Supplier<Masking> masking;
  private final long maxWaitMillis;
  private final LongAdder notRead = new LongAdder();
  private final List<Thread> stuck = new ArrayList<>();
  private @Nullable ExecutorService reader;
  private @Nullable Thread readerThread;

  /**
   * No thread is started before the first exception, and none stays that is not needed.
   *
   * @param threads makes a daemon thread of a name and its work
   * @param masking the one in force, for each message
   * @param maxWaitMillis for one exception
   */
  ExceptionReader(
      BiFunction<String, Runnable, Thread> threads, Supplier<Masking> masking, long maxWaitMillis) {
    this.threads = threads;
    this.masking = masking;
    this.maxWaitMillis = maxWaitMillis;
  }

  /** The exception as text, or its type where the text is not to be had in time. */
  Read read(Throwable throwable) {
    Read read = ask(() -> readNow(throwable));
    if (read != null) {
      return read;
    }
    notRead.increment();
    return new Read(throwable.getClass().getName() + ": " + NOT_READ, null, null, null);
  }

  /**
   * Types and masked messages of exceptions that were logged, without their frames; their types
   * alone where the texts are not to be had in time. All of them wait no longer than one.
   */
  List<String> headlines(List<Throwable> throwables) {
    List<String> read =
        ask(
            () -> {
              Masking current = masking.get();
              return throwables.stream().map(one -> StackText.headline(one, current)).toList();
            });
    if (read != null) {
      return read;
    }
    notRead.add(throwables.size());
    return throwables.stream().map(one -> one.getClass().getName()).toList();
  }

  /** What the reader says, or null when it does not in time. */
  private <T> @Nullable T ask(Callable<T> question) {
    stuck.removeIf(thread -> !thread.isAlive());
    if (stuck.size() < MAX_STUCK) {
      try {
        return reader().submit(question).get(maxWaitMillis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        leaveReader();
      } catch (ExecutionException e) {
        // No memory left for a moment, say; the type is all there is.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return null;
  }

  private Read readNow(Throwable throwable) {
    Masking current = masking.get();
    String place = ExceptionFingerprint.placeOf(throwable);
    String headline = StackText.headline(throwable, current);
    int message = throwable.getClass().getName().length() + 2;
    return new Read(
        StackText.of(throwable, current),
        ExceptionFingerprint.of(throwable, place),
        place.isEmpty() ? null : place,
        headline.length() < message ? null : headline.substring(message));
  }

  private ExecutorService reader() {
    ExecutorService known = reader;
    if (known != null) {
      return known;
    }
    ThreadPoolExecutor fresh =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            work -> {
              Thread thread = threads.apply("opsagent-exceptions", work);
              readerThread = thread;
              return thread;
            });
    fresh.allowCoreThreadTimeOut(true);
    reader = fresh;
    return fresh;
  }

  private void leaveReader() {
    Thread thread = readerThread;
    if (thread != null) {
      stuck.add(thread);
    }
    stop();
  }

  /** Lets the thread end; one that is stuck ends when the application lets it. */
  void stop() {
    ExecutorService leaving = reader;
    reader = null;
    if (leaving != null) {
      leaving.shutdownNow();
    }
  }

  /**
   * What is kept of an exception.
   *
   * @param text type, message and frames
   * @param fingerprint see {@link ExceptionFingerprint}; null where it was not to be had in time
   * @param place first own frame, class and method, or null
   * @param message masked, or null for none
   */
  record Read(
      String text,
      @Nullable String fingerprint,
      @Nullable String place,
      @Nullable String message) {}

  /** Exceptions of which only the type is known. */
  long notRead() {
    return notRead.sum();
  }
}
