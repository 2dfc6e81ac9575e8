package io.opsagent.server.nodes;

import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Workers of a service that stopped saying that they live, and did not say that they end. What they
 * counted last may be missing in an answer. Read from the database every few seconds at most, so
 * that many viewers cost what one costs. Any thread; throws {@link
 * io.opsagent.storage.StorageException}.
 */
public final class SilentWorkers {
  private static final Duration KEPT = Duration.ofSeconds(5);

  /** An end that is still open after this time is history. */
  private static final Duration SILENT_AT_MOST = Duration.ofMinutes(5);

  private static final int MAX_NAMED = 8;

  private final WorkerRepository workers;
  private final String service;
  private final WorkerLiveness liveness;
  private final Clock clock;
  private List<String> names = List.of();
  private Instant read = Instant.EPOCH;

  /** Workers of one service. */
  public SilentWorkers(
      WorkerRepository workers, String service, WorkerLiveness liveness, Clock clock) {
    this.workers = workers;
    this.service = service;
    this.liveness = liveness;
    this.clock = clock;
  }

  /** At most 8 of them, for people. */
  public synchronized List<String> names() {
    Instant now = clock.instant();
    if (now.isBefore(read) || !now.isBefore(read.plus(KEPT))) {
      names = read(now);
      read = now;
    }
    return names;
  }

  private List<String> read(Instant now) {
    Instant tooLongAgo = now.minus(liveness.silence()).minus(SILENT_AT_MOST);
    List<String> silent = new ArrayList<>();
    for (Worker worker : workers.list(service)) {
      boolean isSilent =
          liveness.of(worker).state() == WorkerState.SILENT
              && worker.lastSeen().isAfter(tooLongAgo);
      if (isSilent && silent.size() < MAX_NAMED) {
        silent.add("Process " + worker.pid() + " of instance " + worker.instanceId());
      }
    }
    return List.copyOf(silent);
  }
}
