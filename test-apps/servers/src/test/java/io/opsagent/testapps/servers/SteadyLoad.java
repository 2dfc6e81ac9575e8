package io.opsagent.testapps.servers;

import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends 200 plain requests a second on one connection until the server goes away or it is closed.
 * Safe for any number of threads.
 */
final class SteadyLoad implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 5;

  /** What every application of this module says there. */
  private static final String TEXT = "hello\n";

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final RawHttp connection;
  private final AtomicInteger answered = new AtomicInteger();
  private final ScheduledFuture<?> sending;

  private SteadyLoad(RawHttp connection) {
    this.connection = connection;
    this.sending =
        executor.scheduleWithFixedDelay(
            this::send, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  static SteadyLoad on(int port) throws IOException {
    return new SteadyLoad(RawHttp.connect(port));
  }

  /** Requests that were answered so far. */
  int answered() {
    return answered.get();
  }

  /** Whether the server no longer answers. */
  boolean isBroken() {
    return sending.isDone();
  }

  private void send() {
    Call call = Call.get("load-" + answered.get(), "/hello", 200);
    try {
      RawAnswer answer = connection.send(call.bytes()).read(call.method());
      if (answer.status() != call.status() || !answer.text().equals(TEXT)) {
        throw new IOException("answered " + answer.status() + " " + answer.text());
      }
      answered.incrementAndGet();
    } catch (IOException e) {
      // Ends the schedule.
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    connection.close();
  }
}
