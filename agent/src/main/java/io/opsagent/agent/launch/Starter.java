package io.opsagent.agent.launch;

import io.opsagent.capture.Capture;
import io.opsagent.server.OperationsRuntime;
import io.opsagent.server.RuntimeEnvironment;
import io.opsagent.server.pipeline.CaptureConfiguration;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LoadedConfiguration;
import io.opsagent.weaving.Weaving;
import java.io.File;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that {@code premain} or an attach starts, and from which every other thread of
 * ours comes: brings up Byte Buddy, waits until the application has come up, starts the operations
 * server (docs/spec/instrumentation.md 1.9). What fails, or is detached, is taken back whole.
 */
final class Starter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final long AFTER_FIRST_MATCH_MILLIS = 2_000;
  private static final long AFTER_PREMAIN_MILLIS = 10_000;
  private static final long CONTAINER_MILLIS = 60_000;

  /** An application that works without a pause from its start on. */
  private static final long MAX_BUSY_MILLIS = 30_000;

  private static final File PROCESS = new File("/proc/self/stat");
  private static final long POLL_MILLIS = 50;
  private static final long FLUSH_MILLIS = 2_000;

  /** Of the time to flush, what is kept for draining and writing. */
  private static final long WRITE_MILLIS = 1_000;

  private static final long START_MILLIS = 30_000;

  private final LoadedConfiguration loaded;
  private final Supplier<LoadedConfiguration> reload;
  private final Capture capture;
  private final Weaving weaving;
  private final LiveSwitches switches;
  private final PublishedState published;
  private final PrintStream err;
  private final boolean attached;
  private final Thread thread;
  private final Thread shutdownHook;
  private final StartTimes times = new StartTimes();
  private volatile @Nullable OperationsRuntime runtime;
  private volatile @Nullable SettingsWatch settingsWatch;
  private final CountDownLatch startEnded = new CountDownLatch(1);
  private volatile boolean starting;
  private volatile boolean shuttingDown;

  /**
   * A starter that has not begun.
   *
   * @param loaded the settings
   * @param reload loads them anew
   * @param attached whether the application has been running for some time
   */
  Starter(
      LoadedConfiguration loaded,
      Supplier<LoadedConfiguration> reload,
      Capture capture,
      Weaving weaving,
      LiveSwitches switches,
      PublishedState published,
      PrintStream err,
      boolean attached) {
    this.loaded = loaded;
    this.reload = reload;
    this.capture = capture;
    this.weaving = weaving;
    this.switches = switches;
    this.published = published;
    this.err = err;
    this.attached = attached;
    thread = AgentThreads.create("opsagent-starter", this);
    shutdownHook = AgentThreads.create("opsagent-shutdown", this::shutDown);
  }

  void start() {
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    thread.start();
  }

  void premainTook(long nanos) {
    times.add(attached ? "attach" : "premain", nanos);
  }

  @Override
  public void run() {
    try {
      published.say(PublishedState.STARTING, "", "");
      long startNanos = System.nanoTime();
      if (switches.isAnyOn()) {
        // Also weaves the classes that are loaded already; after an attach all of them.
        weaving.prepare();
      }
      switches.apply();
      times.add("weaving", System.nanoTime() - startNanos);
      if (!attached) {
        awaitApplication();
        weaving.catchUp();
      }
      if (shuttingDown) {
        return;
      }
      starting = true;
      startNanos = System.nanoTime();
      NativeAccess.enableIfPossible();
      OperationsRuntime started =
          OperationsRuntime.start(
              new RuntimeEnvironment(
                  loaded.configuration(),
                  capture,
                  AgentVersion.read(),
                  new WeavingReport(weaving, times),
                  switches,
                  AgentThreads::create,
                  line -> err.println(line)));
      times.add("server", System.nanoTime() - startNanos);
      runtime = started;
      watchSettings();
      published.say(PublishedState.RUNNING, "", started.url());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable t) {
      failed(t);
    } finally {
      startEnded.countDown();
    }
  }

  private void failed(Throwable t) {
    String reason = reasonOf(t);
    err.println("OpsAgent: " + reason + " The application runs without it.");
    try {
      takeBack();
      removeShutdownHook();
    } catch (RuntimeException | Error e) {
      LOG.warn("What had been started could not be taken back whole", e);
    }
    published.say(PublishedState.FAILED, reason, "");
  }

  private void watchSettings() {
    File file = loaded.watchedFile();
    if (file != null) {
      SettingsWatch watch =
          new SettingsWatch(file, loaded, reload, this::reconfigure, this::notice);
      settingsWatch = watch;
      watch.start();
    }
  }

  private void reconfigure(Configuration next) {
    capture.reconfigure(CaptureConfiguration.of(next));
    OperationsRuntime running = runtime;
    if (running != null) {
      running.reconfigure(next);
    }
    switches.reconfigure(next);
  }

  private void notice(String line) {
    LOG.warn(line);
    err.println("OpsAgent: " + line);
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
    StartUpLoad load = new StartUpLoad(PROCESS, System::nanoTime);
    while (!shuttingDown && capture.ring().accepted() == 0) {
      long now = System.nanoTime();
      long millis = millis(now - startNanos);
      if (container && millis >= CONTAINER_MILLIS) {
        return;
      }
      if (!container) {
        if (matchNanos == 0 && weaving.filter().awaitFirstMatch(0)) {
          matchNanos = now;
        }
        boolean isDue =
            millis >= AFTER_PREMAIN_MILLIS
                || matchNanos != 0 && millis(now - matchNanos) >= AFTER_FIRST_MATCH_MILLIS;
        // Two cores are few: a server that starts beside the application makes that one wait.
        if ((load.isQuiet() || millis >= MAX_BUSY_MILLIS) && isDue) {
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

  /**
   * Runs in the shutdown hook: waits for requests that are open, then writes what has ended; two
   * seconds at most in all.
   */
  private void shutDown() {
    shuttingDown = true;
    capture.stop();
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS);
    if (starting && capture.ring().accepted() > 0) {
      // A short-lived application: its requests wait in the ring for the server to come up.
      awaitStart(FLUSH_MILLIS);
    }
    OpenRequests.awaitNone(
        capture.openExchanges(), millis(deadlineNanos - System.nanoTime()) - WRITE_MILLIS);
    OperationsRuntime running = runtime;
    if (running != null) {
      running.shutDown(Math.max(1, millis(deadlineNanos - System.nanoTime())));
    }
  }

  /**
   * Takes the agent out of the JVM: nothing is captured any more, classes are as they were, the
   * server and the database are closed, threads have ended. Waits for all of that, some seconds at
   * most; the bridge stays. On a thread of its own.
   */
  void detach() {
    published.say(PublishedState.DETACHING, "", "");
    shuttingDown = true;
    takeBack();
    awaitStart(START_MILLIS);
    // What came up in the meantime.
    closeParts();
    removeShutdownHook();
    String left = AgentThreads.awaitEnd(FLUSH_MILLIS);
    published.say(
        PublishedState.DETACHED, left.isEmpty() ? "" : "These threads have not ended: " + left, "");
  }

  private void takeBack() {
    capture.close();
    weaving.remove();
    closeParts();
  }

  private void closeParts() {
    SettingsWatch watch = settingsWatch;
    if (watch != null) {
      watch.close();
    }
    OperationsRuntime running = runtime;
    if (running != null) {
      running.shutDown(FLUSH_MILLIS);
    }
  }

  private void removeShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is ending; the hook runs and finds nothing to do.
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
