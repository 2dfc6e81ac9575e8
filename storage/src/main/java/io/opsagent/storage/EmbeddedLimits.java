package io.opsagent.storage;

import java.time.Duration;

/**
 * What the embedded database may take. Immutable.
 *
 * @param maxBytes of what is used of its file, and of files that were set aside; new rows cost the
 *     oldest beyond it
 * @param compactionInterval least time between two compactions
 * @param minFreeDiskBytes free space of the disk below which nothing is stored; on a small disk a
 *     tenth of it counts
 */
public record EmbeddedLimits(long maxBytes, Duration compactionInterval, long minFreeDiskBytes) {}
