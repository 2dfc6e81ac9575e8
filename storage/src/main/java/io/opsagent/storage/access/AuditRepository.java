package io.opsagent.storage.access;

import io.opsagent.storage.StorageException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. Every method may be called from any thread, waits for the database, and throws
 * {@link StorageException} when it does not answer as it should.
 */
public interface AuditRepository {
  /** Adds entries; all of them or none. */
  void insert(List<AuditEntry> entries);

  /** Those with a smaller id, the newest first; of one subject, or of all for null. */
  List<AuditEntry> list(@Nullable String subject, long beforeId, int limit);

  /** Deletes what is older, at most so many rows; returns how many. */
  int deleteOlderThan(Instant time, int maxRows);
}
