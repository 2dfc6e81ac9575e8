package io.opsagent.agent.launch;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LoadedConfiguration;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the properties file every two seconds, by its time and length. When it has changed and
 * was then left alone until the next look, it is read anew: keys that can be changed while the
 * application runs take their values, the others are named in one line. A file with a mistake in
 * it, or none at all, changes nothing.
 */
final class SettingsWatch implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final File file;
  private final Supplier<LoadedConfiguration> loader;
  private final Consumer<Configuration> changes;
  private final Consumer<String> notices;
  private final Set<String> knownProblems;
  private final Thread thread;
  private Configuration current;
  private Configuration inForce;
  private Stamp taken;
  private Stamp seen;
  private volatile boolean stopping;

  /**
   * A watch that has not begun.
   *
   * @param file the properties file, which need not exist
   * @param started what was loaded at the start
   * @param loader loads everything anew
   * @param changes takes the settings that are in force from now on
   * @param notices takes one line for the person who changed the file
   */
  SettingsWatch(
      File file,
      LoadedConfiguration started,
      Supplier<LoadedConfiguration> loader,
      Consumer<Configuration> changes,
      Consumer<String> notices) {
    this.file = file;
    this.loader = loader;
    this.changes = changes;
    this.notices = notices;
    this.knownProblems = new HashSet<>(started.problems());
    this.current = started.configuration();
    this.inForce = current;
    this.taken = Stamp.of(file);
    this.seen = taken;
    this.thread = AgentThreads.create("opsagent-settings", this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    while (!stopping) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      if (!stopping) {
        look();
      }
    }
  }

  /** One look at the file. */
  void look() {
    Stamp now = Stamp.of(file);
    boolean quiet = now.isSameAs(seen);
    seen = now;
    if (quiet && !now.isSameAs(taken)) {
      taken = now;
      if (now.exists()) {
        take(loader.get());
      } else {
        notices.accept(file + " is gone; the settings that it held stay until the next start.");
      }
    }
  }

  private void take(LoadedConfiguration loaded) {
    for (String problem : loaded.problems()) {
      if (!knownProblems.contains(problem)) {
        notices.accept(file + " has changed, and nothing of it was taken over: " + problem);
        return;
      }
    }
    Configuration next = loaded.configuration();
    List<String> forTheNextStart = new ArrayList<>();
    List<String> now = new ArrayList<>();
    for (Key<?> key : Keys.all()) {
      boolean isSet = next.isSet(key) || current.isSet(key);
      if (isSet && !Objects.equals(next.find(key), current.find(key))) {
        (key.isReloadable() ? now : forTheNextStart).add(key.name());
      }
    }
    current = next;
    inForce = inForce.reloadedFrom(next);
    changes.accept(inForce);
    LOG.warn("{} was read again; changed: {}", file, now.isEmpty() ? "nothing" : now);
    if (!forTheNextStart.isEmpty()) {
      LOG.warn("{} of {} count from the next start of the application", forTheNextStart, file);
    }
  }

  @Override
  public void close() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  /** What a file looks like from outside. */
  private record Stamp(long modifiedMillis, long bytes) {
    static Stamp of(File file) {
      return new Stamp(file.lastModified(), file.length());
    }

    /**
     * Not the {@code equals} of records: JDK 17 keeps the class that used it last in a static field
     * of its own, and with it, after a detach, all of the agent.
     */
    boolean isSameAs(Stamp other) {
      return modifiedMillis == other.modifiedMillis && bytes == other.bytes;
    }

    /** A file that is not there has neither. */
    boolean exists() {
      return modifiedMillis != 0;
    }
  }
}
