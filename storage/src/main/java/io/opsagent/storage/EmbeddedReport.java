package io.opsagent.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The embedded database as the last look found it. Counters are totals since the process started.
 * Immutable.
 *
 * @param size what it takes
 * @param maxBytes what it may take
 * @param removedVolatileRows volatile service logs that were deleted before their time, for room
 * @param removedOtherRows other service logs that were
 * @param isCompacting whether it is closed for some seconds, to be compacted
 * @param compactions that were done
 * @param failedCompactions that were not
 * @param lastCompaction when the last one was done, or null
 * @param lastCompactionMillis how long the database was closed for it
 * @param lastCompactionFreedBytes what it gave back to the disk
 */
public record EmbeddedReport(
    EmbeddedSize size,
    long maxBytes,
    long removedVolatileRows,
    long removedOtherRows,
    boolean isCompacting,
    long compactions,
    long failedCompactions,
    @Nullable Instant lastCompaction,
    long lastCompactionMillis,
    long lastCompactionFreedBytes) {}
