package io.opsagent.server.nodes;

import io.opsagent.storage.workers.Worker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/**
 * The one rule by which a worker counts as connected, silent or ended, for the verdict, the tree of
 * resources and the lists of the protocol. Immutable.
 */
public final class WorkerLiveness {
  /**
   * A worker says twice a minute that it lives; with {@code worker-cycle} of an hour less often.
   */
  private static final Duration MIN_SILENCE = Duration.ofMinutes(1);

  private final Duration silence;
  private final Clock clock;

  /**
   * The rule.
   *
   * @param cycle how often a worker says that it lives
   */
  public WorkerLiveness(Duration cycle, Clock clock) {
    Duration twoCycles = cycle.multipliedBy(2);
    this.silence = twoCycles.compareTo(MIN_SILENCE) > 0 ? twoCycles : MIN_SILENCE;
    this.clock = clock;
  }

  /**
   * A state and its beginning.
   *
   * @param state which
   * @param since start of a connected worker, last sign of life of a silent one, end of one that
   *     ended
   */
  public record Since(WorkerState state, Instant since) {}

  /** After which time without a sign of life a worker is silent. */
  public Duration silence() {
    return silence;
  }

  /** The state of a worker now. */
  public Since of(Worker worker) {
    Instant ended = worker.ended();
    if (ended != null) {
      return new Since(WorkerState.ENDED, ended);
    }
    return worker.lastSeen().isBefore(clock.instant().minus(silence))
        ? new Since(WorkerState.SILENT, worker.lastSeen())
        : new Since(WorkerState.CONNECTED, worker.started());
  }

  /**
   * The state of what consists of workers: a silent one is said before those that live, since
   * something is wrong; it has ended when all have.
   *
   * @param otherwise since when, if there is no worker
   */
  public Since of(Collection<Worker> workers, Instant otherwise) {
    return workers.stream()
        .map(this::of)
        .min(Comparator.comparingInt(WorkerLiveness::rank).thenComparing(WorkerLiveness::order))
        .orElse(new Since(WorkerState.ENDED, otherwise));
  }

  private static int rank(Since since) {
    return switch (since.state()) {
      case SILENT -> 0;
      case CONNECTED -> 1;
      case ENDED -> 2;
    };
  }

  /** The first that connected or fell silent, the last that ended. */
  private static long order(Since since) {
    long second = since.since().getEpochSecond();
    return since.state() == WorkerState.ENDED ? -second : second;
  }
}
