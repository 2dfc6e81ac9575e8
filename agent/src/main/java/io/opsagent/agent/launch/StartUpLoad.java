package io.opsagent.agent.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this process still works on its start, told from the processor time that it takes, as
 * Linux counts it. Touches nothing that must not be touched before the application has come up
 * (docs/spec/instrumentation.md 1.8): no management beans, no file system provider. For one thread.
 */
final class StartUpLoad {
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** The kernel's interface fixes it (USER_HZ). */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Half of a core: less is no start any more, or one that waits for something else. */
  private static final double QUIET_CORES = 0.5;

  private static final int MAX_BYTES = 2_048;
  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  private final File stat;
  private final LongSupplier nanoTime;
  private long windowNanos;
  private long windowTicks;
  private boolean isQuiet;

  /**
   * A look that begins now.
   *
   * @param stat {@code /proc/self/stat}
   */
  StartUpLoad(File stat, LongSupplier nanoTime) {
    this.stat = stat;
    this.nanoTime = nanoTime;
    this.windowNanos = nanoTime.getAsLong();
    this.windowTicks = ticks();
  }

  /**
   * Whether the process was quiet in the half second that ended last; to be called several times in
   * each. Always true where the system does not say.
   */
  boolean isQuiet() {
    long now = nanoTime.getAsLong();
    if (now - windowNanos >= WINDOW_NANOS) {
      long ticks = ticks();
      isQuiet = (double) (ticks - windowTicks) * TICK_NANOS / (now - windowNanos) < QUIET_CORES;
      windowNanos = now;
      windowTicks = ticks;
    }
    return isQuiet || windowTicks < 0;
  }

  private long ticks() {
    try (InputStream in = new FileInputStream(stat)) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      // The name of the process stands in parentheses and can have any character.
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}
