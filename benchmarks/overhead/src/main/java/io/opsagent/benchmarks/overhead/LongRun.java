package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fixed rate for minutes: whether requests are dropped, and how the database grows. */
final class LongRun {
  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Options options;
  private final Application application;

  LongRun(Options options, Application application) {
    this.options = options;
    this.application = application;
  }

  /** Runs each of these variants of OpsAgent; returns the table. */
  String run(Site site, List<Variant> variants) throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| variant | requests/s asked | answered | unanswered | p99 ms | CPU of the server, cores |"
                + " rows | requests dropped | no row, by reason | data directory MiB, at the start, largest, at the end |\n"
                + "|---|---|---|---|---|---|---|---|---|---|\n");
    for (Variant variant : variants) {
      table.append(run(site, variant));
    }
    return table.toString();
  }

  private String run(Site site, Variant variant) throws IOException {
    Workload mix = Workload.mix(application);
    List<Server> servers = new ArrayList<>();
    Path data = site.work().resolve(application.id() + "-" + variant.id()).resolve("data");
    try (PhaseRunner runner = new PhaseRunner(servers);
        Server server = Server.start(site, application, variant)) {
      servers.add(server);
      server.awaitAgent();
      new WarmUp(application, runner, options.warmUpSeconds()).run(List.of(server));
      Server.pause(2_000);
      OpsApi.Counts before = server.api().counts();
      long bytesBefore = bytes(data);
      long most = bytesBefore;
      Map<String, Long> cpuBefore = server.threadCpuNanos();
      long start = System.nanoTime();
      long end = start + (long) (options.longRunMinutes() * 60e9);
      long answered = 0;
      long unanswered = 0;
      Series p99 = new Series();
      for (int slice = 0; System.nanoTime() < end; slice++) {
        try (LoadClient client = LoadClient.openModel(server.port(), mix)) {
          Load load =
              client.atRate(options.longRunRate(), Math.min(SLICE_NANOS, end - System.nanoTime()));
          answered += load.requests();
          unanswered += load.unanswered();
          p99.put(slice, load.latencyMillis(0.99));
        }
        most = Math.max(most, bytes(data));
        OpsApi.Counts now = server.api().counts();
        Progress.say(
            "%s: %d s, %d answered, %d dropped, %d rows, %d MiB",
            variant.id(),
            (System.nanoTime() - start) / 1_000_000_000,
            answered,
            now.dropped() - before.dropped(),
            now.written() - before.written(),
            bytes(data) >> 20);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double cores = ProcFs.cpuNanosBetween(cpuBefore, server.threadCpuNanos()) / 1e9 / seconds;
      Server.pause(2_000);
      OpsApi.Counts after = server.api().counts();
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %,d (%,.0f/s) | %,d | %s | %.2f | %,d | %,d | %s | %d, %d, %d |%n",
          variant.title(),
          options.longRunRate(),
          answered,
          answered / seconds,
          unanswered,
          p99.text("%.2f"),
          cores,
          after.written() - before.written(),
          after.dropped() - before.dropped(),
          reasons(after.leftOut()),
          bytesBefore >> 20,
          most >> 20,
          bytes(data) >> 20);
    }
  }

  private static String reasons(String counts) {
    String some =
        Stream.of(counts.replace("\"", "").split(","))
            .filter(count -> !count.endsWith(":0"))
            .collect(Collectors.joining(", "));
    return some.isEmpty() ? "-" : some;
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(LongRun::size).sum();
    }
  }

  // A file may go between the list and the look.
  private static long size(Path file) {
    return Files.isRegularFile(file) ? file.toFile().length() : 0;
  }
}
