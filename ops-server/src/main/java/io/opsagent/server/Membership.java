package io.opsagent.server;

import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import io.opsagent.storage.workers.WorkerRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This process among those that share the operations database (operations-api.md 7): it says in
 * every cycle that it lives, fills in the end of those that do not say so any more, and finds out
 * anew whether it is the primary one, which does what is done once for the service. For the cycle's
 * thread; {@link #isPrimary} and {@link #self} for any.
 */
final class Membership implements AutoCloseable {
  /** A worker that comes back within this time has not ended. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** What a cycle takes beside its delay, and what clocks of two hosts differ by. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final WorkerRepository workers;
  private final WorkerIdentity identity;
  private final Duration alive;
  private final Clock clock;
  private volatile @Nullable Worker self;
  private volatile boolean primary;

  /**
   * A process that is not registered.
   *
   * @param cycle time between two calls of {@link #run}
   */
  Membership(WorkerRepository workers, WorkerIdentity identity, Duration cycle, Clock clock) {
    this.workers = workers;
    this.identity = identity;
    this.alive = cycle.multipliedBy(2).plus(MARGIN);
    this.clock = clock;
  }

  /**
   * Registers, if that was not done.
   *
   * @throws io.opsagent.storage.workers.IndexTakenException when another live worker has the index
   */
  synchronized Worker register() {
    Worker known = self;
    if (known == null) {
      known = workers.register(identity, clock.instant(), alive, Membership::isAliveHere);
      self = known;
    }
    return known;
  }

  private static boolean isAliveHere(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** One cycle. */
  void run() {
    // Until the database has said otherwise: two primaries would do things twice.
    primary = false;
    Worker worker = register();
    Instant now = clock.instant();
    workers.seen(worker, now);
    workers.endSilent(identity.service(), now.minus(SILENCE));
    primary =
        workers
            .primary(identity.service(), now.minus(alive))
            .map(first -> first.id() == worker.id())
            .orElse(false);
  }

  /** This process as the database knows it, or null before it was registered. Any thread. */
  @Nullable Worker self() {
    return self;
  }

  /** Whether this process does what is done once for the service. */
  boolean isPrimary() {
    return primary;
  }

  /** A step of the cycle that only the primary process does. */
  Cycle.Step primaryStep(String name, Runnable work) {
    return new Cycle.Step(
        name,
        () -> {
          if (primary) {
            work.run();
          }
        });
  }

  /** Says that this process ends. */
  @Override
  public synchronized void close() {
    primary = false;
    Worker known = self;
    if (known != null) {
      workers.ended(known, clock.instant());
    }
  }
}
