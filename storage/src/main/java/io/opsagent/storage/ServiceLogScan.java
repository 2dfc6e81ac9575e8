package io.opsagent.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a look at rows came, the newest first.
 *
 * @param rows that were looked at
 * @param isComplete false when the time was over, or there are more rows than were to be looked at
 * @param oldest arrival of the last row; null when there was none
 */
public record ServiceLogScan(long rows, boolean isComplete, @Nullable Instant oldest) {}
