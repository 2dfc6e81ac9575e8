package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records with JFR where a variant spends time and memory at saturation, one variant after the
 * other: one file each for requests that succeed and for requests that fail, for {@code jfr} or a
 * mission control.
 */
final class Profile {
  private static final long RECORDED_MILLIS = 10_000;

  private final Options options;
  private final Application application;
  private final Site site;

  Profile(Options options, Application application, Site site) {
    this.options = options;
    this.application = application;
    this.site = site;
  }

  void run(Variant variant) throws IOException {
    List<Server> servers = new ArrayList<>();
    try (PhaseRunner runner = new PhaseRunner(servers);
        Server server = Server.start(site, application, variant)) {
      servers.add(server);
      server.awaitAgent();
      new WarmUp(application, runner, options.warmUpSeconds()).run(List.of(server));
      String name = application.id() + "-" + variant.id();
      record(runner, server, Workload.mix(application), name);
      record(runner, server, Workload.failing(), name + "-failing");
    }
  }

  private void record(PhaseRunner runner, Server server, Workload workload, String name)
      throws IOException {
    Path file = site.work().resolve(name + ".jfr");
    jcmd(server, "JFR.start", "name=" + name, "settings=profile");
    long end = System.nanoTime() + RECORDED_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      runner.run(server, workload, 0);
    }
    jcmd(server, "JFR.dump", "name=" + name, "filename=" + file);
    jcmd(server, "JFR.stop", "name=" + name);
    Progress.say("%s: %s is written", application.id(), file.getFileName());
  }

  private void jcmd(Server server, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(site.java().resolveSibling("jcmd").toString());
    line.add(Long.toString(server.pid()));
    line.addAll(List.of(command));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("jcmd " + command[0] + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
