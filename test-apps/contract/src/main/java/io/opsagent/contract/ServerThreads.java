package io.opsagent.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much processor time the threads of a server process have used, without those of the agent and
 * of the JVM: what requests cost their own threads. From Linux's {@code /proc}, in nanoseconds.
 */
final class ServerThreads {
  /** Beginnings of names: the agent's, the compilers', the collectors' and the JVM's own. */
  private static final List<String> OTHERS =
      List.of(
          "opsagent",
          "H2 ",
          "C1 ",
          "C2 ",
          "VM ",
          "GC ",
          "G1 ",
          "Signal",
          "Finalizer",
          "Reference",
          "Common-Cleaner",
          "Service Thread",
          "Monitor Deflat",
          "Sweeper",
          "Notification",
          "Attach Listener",
          "java");

  private ServerThreads() {}

  /**
   * The sum over all such threads that live.
   *
   * @param pid of the server
   * @throws IOException if the system does not tell
   */
  static Duration cpuTime(long pid) throws IOException {
    long nanos = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path thread : threads.toList()) {
        nanos += cpuNanos(thread);
      }
    }
    return Duration.ofNanos(nanos);
  }

  private static long cpuNanos(Path thread) throws IOException {
    try {
      String name = Files.readString(thread.resolve("comm")).trim();
      if (OTHERS.stream().anyMatch(name::startsWith)) {
        return 0;
      }
      // Time on the processor, time waiting for one, number of turns (proc_pid_schedstat).
      String times = Files.readString(thread.resolve("schedstat")).trim();
      return Long.parseLong(times.split(" ")[0]);
    } catch (NoSuchFileException e) {
      // It has ended meanwhile.
      return 0;
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no such process")) {
        return 0;
      }
      throw e;
    }
  }
}
