package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts of fresh processes, one at a time, in alternating order. */
final class Starts {
  /** OpsAgent's server starts two seconds after the application has come up. */
  private static final long SETTLE_MILLIS = 3_000;

  private final Options options;
  private final Application application;
  private final List<Variant> variants;
  private final Figures figures;

  Starts(Options options, Application application, List<Variant> variants, Figures figures) {
    this.options = options;
    this.application = application;
    this.variants = variants.stream().filter(Variant::fails).toList();
    this.figures = figures;
  }

  void run(Site site) throws IOException {
    for (int round = 0; round < options.starts(); round++) {
      List<Variant> order = new ArrayList<>(variants);
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (Variant variant : order) {
        start(site, variant, round);
      }
      Progress.say("%s: start %d of %d", application.id(), round + 1, options.starts());
    }
  }

  private void start(Site site, Variant variant, int round) throws IOException {
    try (Server server = Server.start(site, application, variant)) {
      figures.put(variant, "first-answer", round, server.firstAnswerNanos() / 1e6);
      figures.put(variant, "first-answer-cpu", round, server.firstAnswerCpuNanos() / 1e6);
      server.awaitListening();
      Server.pause(SETTLE_MILLIS);
      figures.put(variant, "settled-cpu", round, ProcFs.cpuNanos(server.pid()) / 1e6);
      figures.put(variant, "settled-mib", round, ProcFs.status(server.pid(), "VmRSS") / 1024.0);
      figures.put(variant, "settled-threads", round, ProcFs.status(server.pid(), "Threads"));
      // Last, because the question loads classes.
      figures.put(variant, "main-entered", round, server.mainEnteredMillis());
      if (variant.isOpsAgent()) {
        long begin = System.nanoTime();
        figures.put(variant, "premain", round, server.api().premainMillis());
        figures.put(variant, "first-call", round, (System.nanoTime() - begin) / 1e6);
        figures.put(variant, "called-mib", round, ProcFs.status(server.pid(), "VmRSS") / 1024.0);
        figures.put(variant, "called-threads", round, ProcFs.status(server.pid(), "Threads"));
      }
    }
  }
}
