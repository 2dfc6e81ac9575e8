package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StartUpLoadTest {
  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();

  private File stat(long userTicks, long systemTicks) throws IOException {
    Path file = folder.resolve("stat");
    Files.writeString(
        file, "42 (a (java) b) S 1 2 3 4 5 6 7 8 9 10 " + userTicks + " " + systemTicks + " 0 0\n");
    return file.toFile();
  }

  private void passMillis(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void a_process_that_takes_a_core_is_starting_and_one_that_takes_little_is_not() throws Exception {
    StartUpLoad load = new StartUpLoad(stat(100, 20), nanos::get);
    assertThat(load.isQuiet()).isFalse();

    passMillis(500);
    stat(140, 30);
    assertThat(load.isQuiet()).isFalse();

    passMillis(400);
    stat(141, 30);
    assertThat(load.isQuiet()).as("the window has not ended").isFalse();

    passMillis(100);
    assertThat(load.isQuiet()).isTrue();

    passMillis(500);
    stat(241, 30);
    assertThat(load.isQuiet()).isFalse();
  }

  @Test
  void a_system_that_does_not_say_is_not_waited_for() {
    StartUpLoad load = new StartUpLoad(folder.resolve("none").toFile(), nanos::get);

    assertThat(load.isQuiet()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void the_kernel_says_when_this_process_works() {
    StartUpLoad load = new StartUpLoad(new File("/proc/self/stat"), System::nanoTime);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < end && busyHalfSecond(load)) {
      // On a machine where others take the cores, this takes some more.
    }
    assertThat(System.nanoTime()).isLessThan(end);
  }

  /** Works for half a second; returns whether that was seen as quiet. */
  private static boolean busyHalfSecond(StartUpLoad load) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(510);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return load.isQuiet();
  }
}
