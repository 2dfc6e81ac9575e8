package io.opsagent.server.monitor;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * What a host is: of Linux as {@code /etc/os-release} says, of other systems as OSHI says.
 *
 * @param family such as {@code Debian GNU/Linux}
 * @param version with that of the kernel
 * @param processors logical ones
 * @param memoryBytes in all
 */
public record HostDescription(String family, String version, int processors, long memoryBytes) {
  private static final int MAX_LINES = 100;

  /**
   * Reads it. Any thread.
   *
   * @throws RuntimeException on a system that OSHI cannot read
   * @throws LinkageError where its native library cannot be loaded
   */
  public static HostDescription read() {
    LinuxHost linux = LinuxHost.over(Path.of("/proc"), Path.of("/sys"));
    if (linux != null) {
      HostReading reading = linux.read();
      return of(Path.of("/etc/os-release"), reading.processors(), reading.memoryBytes());
    }
    SystemInfo system = new SystemInfo();
    HardwareAbstractionLayer hardware = system.getHardware();
    OperatingSystem os = system.getOperatingSystem();
    return new HostDescription(
        os.getFamily(),
        os.getVersionInfo().toString(),
        hardware.getProcessor().getLogicalProcessorCount(),
        hardware.getMemory().getTotal());
  }

  static HostDescription of(Path release, int processors, long memoryBytes) {
    Map<String, String> said = new HashMap<>();
    ProcFile.lines(
        release,
        MAX_LINES,
        line -> {
          int equals = line.indexOf('=');
          if (equals > 0) {
            said.put(
                line.substring(0, equals), line.substring(equals + 1).replace("\"", "").strip());
          }
        });
    String version = said.getOrDefault("VERSION", said.getOrDefault("VERSION_ID", ""));
    String kernel = System.getProperty("os.version", "");
    return new HostDescription(
        said.getOrDefault("NAME", "Linux"),
        (version + " build " + kernel).strip(),
        processors,
        memoryBytes);
  }
}
