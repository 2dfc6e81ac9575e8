package io.opsagent.agent.launch;

import io.opsagent.capture.Capture;
import io.opsagent.server.OperationsRuntime;
import io.opsagent.server.RuntimeEnvironment;
import io.opsagent.settings.Configuration;
import io.opsagent.weaving.Weaving;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that {@code premain} starts, and from which every other thread of ours comes:
 * brings up Byte Buddy, waits until the application has come up, starts the operations server
 * (docs/spec/instrumentation.md 1.9).
 */
final class Starter implements Runnable {
  private static final long AFTER_FIRST_MATCH_MILLIS = 2_000;
  private static final long AFTER_PREMAIN_MILLIS = 10_000;
  private static final long CONTAINER_MILLIS = 60_000;
  private static final long POLL_MILLIS = 50;
  private static final long FLUSH_MILLIS = 2_000;

  private final Configuration configuration;
  private final Capture capture;
  private final Weaving weaving;
  private final PrintStream err;
  private final Thread thread;
  private final StartTimes times = new StartTimes();
  private volatile @Nullable OperationsRuntime runtime;
  private final CountDownLatch startEnded = new CountDownLatch(1);
  private volatile boolean starting;
  private volatile boolean shuttingDown;

  Starter(Configuration configuration, Capture capture, Weaving weaving, PrintStream err) {
    this.configuration = configuration;
    this.capture = capture;
    this.weaving = weaving;
    this.err = err;
    thread = AgentThreads.create("opsagent-starter", this);
  }

  void start() {
    thread.start();
  }

  void premainTook(long nanos) {
    times.add("premain", nanos);
  }

  Thread shutdownHook() {
    return AgentThreads.create("opsagent-shutdown", this::shutDown);
  }

  @Override
  public void run() {
    try {
      long startNanos = System.nanoTime();
      weaving.prepare();
      times.add("weaving", System.nanoTime() - startNanos);
      awaitApplication();
      if (shuttingDown) {
        return;
      }
      starting = true;
      startNanos = System.nanoTime();
      NativeAccess.enableIfPossible();
      OperationsRuntime started =
          OperationsRuntime.start(
              new RuntimeEnvironment(
                  configuration,
                  capture,
                  AgentVersion.read(),
                  new WeavingReport(weaving, times),
                  AgentThreads::create,
                  line -> err.println(line)));
      times.add("server", System.nanoTime() - startNanos);
      runtime = started;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable t) {
      capture.stop();
      err.println("OpsAgent: " + reasonOf(t) + " The application runs without it.");
    } finally {
      startEnded.countDown();
    }
  }

  private static String reasonOf(Throwable t) {
    String message = t.getMessage();
    String text = message == null || message.isBlank() ? t.toString() : message;
    String line = text.replace('\n', ' ').replace('\r', ' ').strip();
    return line.endsWith(".") ? line : line + ".";
  }

  private void awaitApplication() throws InterruptedException {
    long startNanos = System.nanoTime();
    long matchNanos = 0;
    boolean container = Containers.isOne();
    while (!shuttingDown && capture.ring().accepted() == 0) {
      long now = System.nanoTime();
      if (millis(now - startNanos) >= (container ? CONTAINER_MILLIS : AFTER_PREMAIN_MILLIS)) {
        return;
      }
      if (!container) {
        if (matchNanos == 0 && weaving.filter().awaitFirstMatch(0)) {
          matchNanos = now;
        }
        if (matchNanos != 0 && millis(now - matchNanos) >= AFTER_FIRST_MATCH_MILLIS) {
          return;
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Runs in the shutdown hook: writes what has ended, in two seconds at most. */
  private void shutDown() {
    shuttingDown = true;
    capture.stop();
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
    if (starting && capture.ring().accepted() > 0) {
      // A short-lived application: its requests wait in the ring for the server to come up.
      awaitStart(FLUSH_MILLIS);
    }
    OperationsRuntime running = runtime;
    if (running != null) {
      running.shutDown(Math.max(1, millis(deadlineNanos - System.nanoTime())));
    }
  }

  private void awaitStart(long maxMillis) {
    try {
      startEnded.await(maxMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
