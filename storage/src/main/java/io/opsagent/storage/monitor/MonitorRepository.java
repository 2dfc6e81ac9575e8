package io.opsagent.storage.monitor;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the monitors measured. Every method may be called from any thread, waits for the database,
 * and throws {@link StorageException} when it does not answer as it should.
 */
public interface MonitorRepository {
  /** Longest values, bytes of UTF-8. */
  int MAX_VALUES_BYTES = 32 * 1024;

  /** Most samples of one read. */
  int MAX_READ = 50_000;

  /**
   * Writes samples in one transaction.
   *
   * @throws IllegalArgumentException when values are longer than {@link #MAX_VALUES_BYTES}
   */
  void add(List<MonitorSample> samples);

  /**
   * The newest samples of a subject, oldest first.
   *
   * @param limit at most, 0 to {@link #MAX_READ}
   */
  List<MonitorSample> newest(Query query, int limit);

  /**
   * The subjects that were measured in a span.
   *
   * @param from inclusive
   * @param to exclusive
   */
  List<Long> subjects(MonitorKind kind, int layer, Instant from, Instant to);

  /**
   * Deletes the oldest samples.
   *
   * @param before those of an earlier time go
   * @param maxRows at most
   * @return how many went
   */
  int deleteOlderThan(MonitorKind kind, int layer, Instant before, int maxRows);

  /**
   * Which samples are asked for.
   *
   * @param layer null for all
   * @param intervalSeconds null for all
   * @param from inclusive; null for the beginning
   * @param to inclusive; null for the end
   */
  record Query(
      MonitorKind kind,
      long subjectId,
      @Nullable Integer layer,
      @Nullable Integer intervalSeconds,
      @Nullable Instant from,
      @Nullable Instant to) {}
}
