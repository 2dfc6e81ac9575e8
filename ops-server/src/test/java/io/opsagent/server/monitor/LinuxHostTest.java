package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Linux by its own files; OSHI, which reads them on its own, is the second source. */
class LinuxHostTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void it_reads_what_oshi_reads() {
    HostReading own = new LinuxHostHere().reading();
    HostReading oshi = new OshiHost().read();

    assertThat(own.processors()).isEqualTo(oshi.processors());
    assertThat(own.memoryBytes()).isEqualTo(oshi.memoryBytes());
    assertThat(own.availableBytes()).isCloseTo(oshi.availableBytes(), withPercentage(10));
    assertThat(own.swapBytes()).isEqualTo(oshi.swapBytes());
    assertThat(own.usedSwapBytes()).isEqualTo(oshi.usedSwapBytes());
    assertThat(own.fileDescriptors()).isCloseTo(oshi.fileDescriptors(), withPercentage(25));
    assertThat(own.loadAverages().get(2)).isCloseTo(oshi.loadAverages().get(2), within(1.0));
    // OSHI's ticks are milliseconds, the kernel's hundredths of a second.
    assertThat((double) own.idleTicks() / own.allTicks())
        .isCloseTo((double) oshi.idleTicks() / oshi.allTicks(), within(0.02));
  }

  private static final class LinuxHostHere {
    HostReading reading() {
      LinuxHost host = LinuxHost.over(Path.of("/proc"), Path.of("/sys"));
      assertThat(host).isNotNull();
      return Objects.requireNonNull(host).read();
    }
  }

  @Test
  void the_time_of_guests_is_not_counted_twice_and_waiting_for_disks_is_idle() throws Exception {
    write(
        "stat",
        "cpu  10 1 20 400 50 3 4 5 100 200\ncpu0 5 0 10 200 25 1 2 3\ncpu1 5 1 10\nintr 7\n");
    write(
        "meminfo", "MemTotal: 1000 kB\nMemAvailable: 600 kB\nSwapTotal: 50 kB\nSwapFree: 20 kB\n");
    write("loadavg", "0.50 1.25 2.00 1/200 77\n");
    write("sys/fs/file-nr", "960\t0\t1000\n");

    HostReading reading = Objects.requireNonNull(LinuxHost.over(folder, folder)).read();

    assertThat(reading.allTicks()).isEqualTo(493);
    assertThat(reading.idleTicks()).isEqualTo(450);
    assertThat(reading.processors()).isEqualTo(2);
    assertThat(reading.memoryBytes()).isEqualTo(1_024_000);
    assertThat(reading.availableBytes()).isEqualTo(614_400);
    assertThat(reading.usedSwapBytes()).isEqualTo(30_720);
    assertThat(reading.loadAverages()).containsExactly(0.5, 1.25, 2.0);
    assertThat(reading.fileDescriptors()).isEqualTo(960);
  }

  @Test
  void a_folder_without_these_files_is_no_linux() {
    assertThat(LinuxHost.over(folder, folder)).isNull();
  }

  @Test
  void a_host_is_called_as_its_release_file_says() throws Exception {
    write(
        "os-release", "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nVERSION=\"12 (bookworm)\"\n");

    HostDescription host = HostDescription.of(folder.resolve("os-release"), 2, 1_024);

    assertThat(host.family()).isEqualTo("Debian GNU/Linux");
    assertThat(host.version())
        .startsWith("12 (bookworm) build ")
        .endsWith(System.getProperty("os.version"));
    assertThat(HostDescription.of(folder.resolve("none"), 2, 1_024).family()).isEqualTo("Linux");
  }
}
