package io.opsagent.server.pipeline;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.rules.Masking;
import io.opsagent.server.net.OpsCall;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.server.openapi.SeenEndpoint;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.spool.Spool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The two threads behind the ring, {@code opsagent-drain} and {@code opsagent-writer}, and what
 * they count. Any thread may ask for the figures.
 */
public final class LogPipeline {
  /** A request must be in the API two seconds after its end; the drain's longest sleep is one. */
  private static final long MAX_FLUSH_MILLIS = 500;

  /** To put rows into files when the database does not answer. */
  private static final long MAX_HAND_OVER_MILLIS = 500;

  private static final int QUEUE_ROWS = 10_000;

  /** The heap is the application's: a sixteenth of it, at most, for rows that wait. */
  private static final long MAX_QUEUE_BYTES = 32L * 1024 * 1024;

  private static final int HEAP_SHARE = 16;

  /** An exception that takes longer to say what it is, is told by its type. */
  private static final long MAX_EXCEPTION_MILLIS = 1_000;

  /** What is counted of a span may still be in the ring when it is over. */
  private static final Duration COUNTING_DELAY = Duration.ofSeconds(2);

  private final Capture capture;
  private final TrafficCounter counter;
  private final @Nullable Spool spool;
  private final LogQueue queue =
      new LogQueue(
          QUEUE_ROWS, Math.min(MAX_QUEUE_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
  private final Drain drain;
  private final LogWriter writer;
  private final Routes routes;
  private final Recorder recorder;
  private final OpsCallRows opsCalls;
  private final ExceptionReader exceptions;
  private final Thread drainThread;

  /** Drain thread only. */
  private long countedRefused;

  private final Thread writerThread;

  /**
   * Builds the pipeline; {@link #start} lets it run.
   *
   * @param service name of the service, for the rows
   * @param store where rows are put
   * @param self this process as the database knows it, null while it does not; any thread
   * @param counter counts every request
   * @param observers hear of every exception and of every row
   * @param threads makes a daemon thread of a name and its work
   * @param notices takes one line when rows can no longer be written, and when they can again
   */
  public LogPipeline(
      Configuration configuration,
      String service,
      Capture capture,
      RowStore store,
      Supplier<@Nullable RowOrigin> self,
      TrafficCounter counter,
      RowObservers observers,
      BiFunction<String, Runnable, Thread> threads,
      Consumer<String> notices) {
    this.capture = capture;
    this.counter = counter;
    this.spool = store.spool();
    LogSettings settings = LogSettings.of(configuration);
    routes = new Routes(configuration.get(Keys.CAPTURE_MAX_ROUTES));
    exceptions = new ExceptionReader(threads, this::masking, MAX_EXCEPTION_MILLIS);
    recorder =
        new Recorder(
            new ExchangeReader(
                    routes,
                    new TrustedProxies(configuration.get(Keys.TRUSTED_PROXIES)),
                    new WallClock(Clock.systemUTC()))
                ::read,
            counter,
            new ExchangeFormatter(service, exceptions, self),
            queue,
            observers,
            settings);
    opsCalls = new OpsCallRows(service, self, recorder::settings, queue);
    drain = new Drain(capture.ring(), recorder::record, this::everySecond, this::countLast);
    writer =
        new LogWriter(
            queue,
            store,
            configuration.get(LogKeys.MAX_BACKLOG),
            Math.min(MAX_FLUSH_MILLIS, configuration.get(LogKeys.WORKER_CYCLE)),
            notices);
    drainThread = threads.apply("opsagent-drain", drain);
    writerThread = threads.apply("opsagent-writer", writer);
  }

  public void start() {
    drainThread.start();
    writerThread.start();
  }

  /**
   * Writes what is there and stops. What the database does not take in time waits in files.
   *
   * @param maxMillis to wait at most
   */
  public void stop(long maxMillis) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + maxMillis * 1_000_000;
    drain.stop();
    LockSupport.unpark(drainThread);
    drainThread.join(Math.max(1, maxMillis / 2));
    if (!drainThread.isAlive()) {
      exceptions.stop();
    }
    writer.stop();
    long handOverMillis = Math.min(MAX_HAND_OVER_MILLIS, maxMillis / 4);
    join(writerThread, deadlineNanos - handOverMillis * 1_000_000);
    if (writerThread.isAlive()) {
      writer.handOver();
      join(writerThread, deadlineNanos);
    }
  }

  private static void join(Thread thread, long deadlineNanos) throws InterruptedException {
    thread.join(Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000));
  }

  /** Takes the keys that count at once from other settings; exchanges from now on follow them. */
  public void reconfigure(Configuration next) {
    recorder.reconfigure(LogSettings.of(next));
  }

  /** Makes a row of a call of the OperationsAPI that failed. Any thread; never waits. */
  public void record(OpsCall call) {
    opsCalls.record(call);
  }

  /** Calls of the OperationsAPI that failed and are no rows, because there were too many. */
  public long opsCallsLeftOut() {
    return opsCalls.leftOut();
  }

  private void everySecond() {
    countRefused();
    counter.tick(Instant.now().minus(COUNTING_DELAY));
    capture.abandonOverdue();
  }

  private void countRefused() {
    long refused = capture.ring().refused();
    if (refused > countedRefused) {
      counter.refused(refused - countedRefused, Instant.now());
      countedRefused = refused;
    }
  }

  private void countLast() {
    countRefused();
    counter.close();
  }

  /** What takes secrets out of texts, by the settings as of now. */
  public Masking masking() {
    return recorder.settings().masking();
  }

  /** The name of a thread, masked: some applications put the request into it. */
  public String threadNameOf(Exchange exchange) {
    return masking().maskText(exchange.threadName());
  }

  /** The masked path of an open exchange, empty while nobody knows it. */
  public String pathOf(Exchange exchange) {
    String path = exchange.path();
    return path == null ? "" : masking().maskUrl(path);
  }

  /** The route that an open exchange was mapped to, or null while nobody knows. */
  public static @Nullable String routeOf(Exchange exchange) {
    return Routes.knownRoute(exchange);
  }

  /** The endpoints that answered a request. */
  public List<SeenEndpoint> seenEndpoints() {
    return routes.seen();
  }

  /** Whether the drain's thread is alive. */
  public boolean isDraining() {
    return drainThread.isAlive();
  }

  /** Why the last batch could not be written, or null. */
  public @Nullable String writeFailure() {
    return writer.lastFailure();
  }

  /** Rows in the database. */
  public long written() {
    return writer.written();
  }

  /** Rows that could not be written and were given up. */
  public long rowsLost() {
    return writer.lost();
  }

  /** Exchanges that could not be formatted. */
  public long formatFailures() {
    return drain.failures();
  }

  /** Exceptions of which only the type is known, because their text did not come in time. */
  public long exceptionsNotRead() {
    return exceptions.notRead();
  }

  /** Requests that the rules keep from becoming a row. */
  public long excluded() {
    return recorder.excluded();
  }

  /** Uneventful rows beyond the budget. */
  public long uneventfulLeftOut() {
    return recorder.uneventfulLeftOut();
  }

  /** Rows from WARN up, and slow ones, beyond their budget. */
  public long eventfulLeftOut() {
    return recorder.eventfulLeftOut();
  }

  /** Rows that found the queue to the writer full. */
  public long queueRefused() {
    return queue.refused();
  }

  /** Rows that found the memory for waiting rows used up. */
  public long queueRefusedForMemory() {
    return queue.refusedForMemory();
  }

  /** Bytes of the rows that wait for the writer or are being written. */
  public long queueBytes() {
    return queue.heldBytes();
  }

  /** Rows that wait in files for the database. */
  public long spooledRows() {
    return spool == null ? 0 : spool.rows();
  }

  /** Rows that found no room in the files, or were in one that was damaged. */
  public long spoolLost() {
    return spool == null ? 0 : spool.lostRows();
  }

  /** Rows that were left out because the disk had no room for them. */
  public long withoutRoom() {
    return writer.withoutRoom();
  }

  /** Rows that wait for the writer. */
  public int queueLength() {
    return queue.size();
  }

  public int queueCapacity() {
    return queue.capacity();
  }

  /** Requests whose route found no place under the cap. */
  public long routesLeftOut() {
    return routes.leftOut();
  }
}
