package io.opsagent.storage.workers;

import io.opsagent.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * The processes that share this database. Every method may be called from any thread, waits for the
 * database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface WorkerRepository {
  /** Indexes are 0 to this number. */
  int MAX_INDEX = 255;

  /**
   * Finds or makes the rows of this process, its instance and its host.
   *
   * @param isAliveHere whether a process of that id lives on this host: those of this host that do
   *     not have ended, whatever they said last
   * @param silence after which a worker of another host counts as ended
   * @throws IndexTakenException when another live worker of the instance has the index
   */
  Worker register(
      WorkerIdentity identity, Instant now, Duration silence, LongPredicate isAliveHere);

  /** Says that a worker lives, also one that was taken for ended. */
  void seen(Worker worker, Instant now);

  /** Says that a worker ends. */
  void ended(Worker worker, Instant now);

  /**
   * Fills in the end of workers that have said nothing since a time: it is when they were last
   * seen.
   *
   * @return how many
   */
  int endSilent(String service, Instant since);

  /**
   * The worker that does what is done once for the service: of those that were seen since a time,
   * the one that started first.
   */
  Optional<Worker> primary(String service, Instant since);

  /** All workers of a service, the newest first, at most 1,000. */
  List<Worker> list(String service);

  /** Deletes workers that ended before a time, at most so many rows; returns how many. */
  int deleteEnded(Instant before, int maxRows);
}
