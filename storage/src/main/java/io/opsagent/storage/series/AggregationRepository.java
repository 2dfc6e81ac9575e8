package io.opsagent.storage.series;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;

/**
 * Reports in the operations database. Every method may be called from any thread, waits for the
 * database, and throws {@link StorageException} when it does not answer as it should.
 */
public interface AggregationRepository {

  /** Keeps a report, in place of an earlier one about the same span that was not sent yet. */
  void save(Aggregation aggregation);

  /** Reports that begin in a span of time, the oldest first. */
  List<Aggregation> list(String service, int layer, Instant from, Instant to);

  /** Deletes reports that end before a time; returns how many. */
  int deleteOlderThan(Instant time);
}
