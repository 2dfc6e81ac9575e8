package io.opsagent.server.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.opsagent.server.monitor.ProcFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * This process as the operating system sees it, under the names that Prometheus has for every
 * process. What the system does not tell is left out. Any thread.
 */
public final class ProcessMetrics implements MetricSource {
  private static final int MAX_LINES = 100;
  private static final Path STATUS = Path.of("/proc/self/status");

  @Override
  public void collect(MetricPage page) {
    page.gauge("process_start_time_seconds", "Start of the process, in Unix time.")
        .add(ManagementFactory.getRuntimeMXBean().getStartTime() / 1_000.0);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os) {
      page.counter("process_cpu_seconds", "Processor time of the process.")
          .add(os.getProcessCpuTime() / 1e9);
      page.gauge("process_available_cpus", "Processors that the JVM may use.")
          .add(os.getAvailableProcessors());
      if (os instanceof UnixOperatingSystemMXBean unix) {
        page.gauge("process_open_fds", "File descriptors in use.")
            .add(unix.getOpenFileDescriptorCount());
        page.gauge("process_max_fds", "File descriptors at most.")
            .add(unix.getMaxFileDescriptorCount());
      }
    }
    MetricPage.Family resident =
        page.gauge("process_resident_memory_bytes", "Memory of the process in RAM.");
    MetricPage.Family virtual =
        page.gauge("process_virtual_memory_bytes", "Address space of the process.");
    ProcFile.lines(
        STATUS,
        MAX_LINES,
        line -> {
          if (line.startsWith("VmRSS:")) {
            resident.add(kibibytes(line));
          } else if (line.startsWith("VmSize:")) {
            virtual.add(kibibytes(line));
          }
        });
  }

  private static double kibibytes(String line) {
    long number = ProcFile.number(line.substring(line.indexOf(':') + 1));
    return number < 0 ? Double.NaN : number * 1_024.0;
  }
}
