package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rounds of phases: all variants of an application are alive and warm, each gets its second of load
 * in turn, in the next round in the opposite order, so that what changes slowly on the machine
 * meets all of them. A phase that others disturbed is made again, twice at most, and then left out.
 */
final class Rounds {
  static final String SATURATION = "saturation";
  static final String FIXED_RATE = "fixed";
  static final String FAILING = "failing";
  static final String FAILING_AT_RATE = "failing-fixed";

  /** Failing requests a second: below the 1,000 eventful rows a second that OpsAgent stores. */
  static final double FAILING_PER_SECOND = 500;

  private static final int TRIES = 3;
  private static final double SHARE_OF_SATURATION = 0.2;
  private static final double MAX_PER_SECOND = 4_000;

  /** The rate is the same in runs of the same machine, although its saturation is not. */
  private static final double RATE_STEP = 500;

  private final Options options;
  private final Application application;
  private final List<Variant> variants;
  private final Figures figures;
  private double ratePerSecond;
  private int discarded;
  private int phases;

  Rounds(Options options, Application application, List<Variant> variants, Figures figures) {
    this.options = options;
    this.application = application;
    this.variants = variants;
    this.figures = figures;
  }

  /** Starts the servers, warms them and makes all rounds. */
  void run(Site site) throws IOException {
    List<Server> servers = new ArrayList<>();
    try (PhaseRunner runner = new PhaseRunner(servers)) {
      for (Variant variant : variants) {
        servers.add(Server.start(site, application, variant));
      }
      for (Server server : servers) {
        server.awaitAgent();
      }
      warm(servers, runner);
      for (int round = 0; round < options.rounds(); round++) {
        round(servers, runner, round);
        Progress.say(
            "%s: round %d of %d, %d of %d phases discarded so far",
            application.id(), round + 1, options.rounds(), discarded, phases);
      }
      if (options.has("idle", application)) {
        new Idle(servers, figures).run(options.idleSeconds());
      }
      for (Server server : servers) {
        figures.put(
            server.variant(), "besides-heap-mib", 0, ProcFs.besidesHeapKib(server.pid()) / 1024.0);
        figures.put(server.variant(), "heap-mib", 0, server.liveHeapBytes() / 1048576.0);
      }
    } finally {
      for (Server server : servers) {
        server.close();
      }
    }
  }

  double ratePerSecond() {
    return ratePerSecond;
  }

  int discarded() {
    return discarded;
  }

  int phases() {
    return phases;
  }

  private void warm(List<Server> servers, PhaseRunner runner) throws IOException {
    new WarmUp(application, runner, options.warmUpSeconds()).run(servers);
    Workload mix = Workload.mix(application);
    Phase first = runner.run(servers.get(0), mix, 0);
    double share = first.load().perSecond() * SHARE_OF_SATURATION;
    ratePerSecond =
        Math.min(MAX_PER_SECOND, Math.max(RATE_STEP, Math.round(share / RATE_STEP) * RATE_STEP));
  }

  private void round(List<Server> servers, PhaseRunner runner, int round) {
    List<Server> order = new ArrayList<>(servers);
    if (round % 2 == 1) {
      Collections.reverse(order);
    }
    Workload mix = Workload.mix(application);
    for (Server server : order) {
      measure(runner, server, mix, 0, SATURATION, round);
    }
    for (Server server : order) {
      measure(runner, server, mix, ratePerSecond, FIXED_RATE, round);
    }
    for (Server server : order) {
      if (server.variant().fails()) {
        measure(runner, server, Workload.failing(), 0, FAILING, round);
      }
    }
    for (Server server : order) {
      if (server.variant().fails()) {
        measure(runner, server, Workload.failing(), FAILING_PER_SECOND, FAILING_AT_RATE, round);
      }
    }
  }

  private void measure(
      PhaseRunner runner, Server server, Workload workload, double rate, String kind, int round) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      phases++;
      if (isKept(runner, server, workload, rate, kind, round)) {
        return;
      }
      discarded++;
      // The time of a run is bounded on a busy machine, too: then figures are missing.
      if (discarded > options.rounds() * variants.size()) {
        return;
      }
    }
  }

  private boolean isKept(
      PhaseRunner runner, Server server, Workload workload, double rate, String kind, int round) {
    try {
      Phase phase = runner.run(server, workload, rate);
      if (phase.load().unexpected() > 0) {
        throw new IOException(phase.load().unexpected() + " answers have another status");
      }
      if (phase.otherCores() > options.maxOtherCores()) {
        return false;
      }
      keep(server.variant(), phase, kind, round);
      return true;
    } catch (IOException | IllegalStateException e) {
      // One that fails must not cost the figures of the others; its cell stays empty.
      Progress.say("%s: %s, %s: %s", application.id(), server.variant().id(), kind, e);
      return false;
    }
  }

  private void keep(Variant variant, Phase phase, String kind, int round) {
    Load load = phase.load();
    figures.put(variant, kind + " others", round, phase.otherCores());
    figures.put(variant, kind + " rate", round, load.perSecond());
    figures.put(variant, kind + " cpu", round, phase.cpuMicrosPerRequest());
    for (ThreadOwner owner : ThreadOwner.values()) {
      figures.put(variant, kind + " cpu " + owner, round, phase.cpuMicrosPerRequest(owner));
    }
    figures.put(variant, kind + " bytes", round, phase.workerBytesPerRequest());
    figures.put(variant, kind + " all-bytes", round, phase.allBytesPerRequest());
    if (phase.rows() >= 0) {
      figures.put(variant, kind + " rows", round, phase.rowShare());
      figures.put(variant, kind + " dropped", round, phase.dropped());
    }
    if (load.latencyNanos().length > 0) {
      figures.put(variant, kind + " p50", round, load.latencyMillis(0.5));
      figures.put(variant, kind + " p99", round, load.latencyMillis(0.99));
      figures.put(variant, kind + " unanswered", round, load.unanswered());
      if (kind.equals(FIXED_RATE)) {
        figures.pool(variant, load);
      }
    }
    if (kind.equals(SATURATION)) {
      figures.put(variant, "resident-mib", round, phase.residentKib() / 1024.0);
    }
  }
}
