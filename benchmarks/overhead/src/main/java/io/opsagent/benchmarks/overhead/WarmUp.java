package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Load before the first round that is not measured, for all servers in turn, until the compilers of
 * each JVM have come to rest: an agent is code that is compiled, too, and while that goes on it
 * takes processors from the requests. In turn, because what an agent does by the second is compiled
 * by the number of seconds, which then pass for all of them at once.
 *
 * <p>Each turn has every kind of load that is measured: at a fixed rate threads sleep and wake,
 * which is other code than that of saturation, and a request that fails is other code again.
 */
final class WarmUp {
  /** Of the compilers in one turn of a JVM at rest: a fortieth of its load, or a twentieth. */
  private static final long MAX_REST_NANOS = 100_000_000;

  private static final int REST_TURNS = 2;

  private static final double PER_SECOND = 2_000;

  private final Application application;
  private final PhaseRunner runner;
  private final int maxSeconds;

  /**
   * @param maxSeconds of load for each server, rounded up to whole turns
   */
  WarmUp(Application application, PhaseRunner runner, int maxSeconds) {
    this.application = application;
    this.runner = runner;
    this.maxSeconds = maxSeconds;
  }

  /** Returns when all are at rest or have had their seconds of load. */
  void run(List<Server> servers) throws IOException {
    Map<Server, Integer> restTurns = new HashMap<>();
    List<Server> left = new ArrayList<>(servers);
    for (int seconds = 0; seconds < maxSeconds && !left.isEmpty(); ) {
      int longest = 0;
      for (Server server : left) {
        long before = ProcFs.compilersCpuNanos(server.pid());
        longest = Math.max(longest, turn(server));
        boolean rested = ProcFs.compilersCpuNanos(server.pid()) - before < MAX_REST_NANOS;
        restTurns.put(server, rested ? restTurns.getOrDefault(server, 0) + 1 : 0);
      }
      seconds += longest;
      left.removeIf(server -> restTurns.getOrDefault(server, 0) >= REST_TURNS);
      Progress.say(
          "%s: %d of %d are warm after %d s each",
          application.id(), servers.size() - left.size(), servers.size(), seconds);
    }
  }

  /** Returns how many seconds of load it was. */
  private int turn(Server server) throws IOException {
    Workload mix = Workload.mix(application);
    runner.warm(server, mix, 0);
    runner.warm(server, mix, PER_SECOND);
    if (!server.variant().fails()) {
      return 2;
    }
    runner.warm(server, Workload.failing(), 0);
    runner.warm(server, Workload.failing(), Rounds.FAILING_PER_SECOND);
    return 4;
  }
}
