package io.opsagent.storage.statements;

import io.opsagent.storage.series.DurationHistogram;
import java.time.Instant;

/**
 * How often one statement ran on one database within an hour, as one process counted it so far.
 *
 * @param service name of the service
 * @param hour its beginning, a whole hour of UTC
 * @param database URL without secrets, such as {@code postgresql://db:5432/shop}
 * @param kind {@code select}, {@code insert}, {@code update}, {@code delete} or {@code other}
 * @param text without literals; {@link #OTHER} for those beyond the bound of an hour, empty where
 *     nobody knows it
 * @param requests in which it ran
 * @param figures what was counted
 * @param durations of the executions; not to be changed any more
 */
public record StatementCount(
    String service,
    Instant hour,
    String database,
    String kind,
    String text,
    long requests,
    StatementFigures figures,
    DurationHistogram durations) {
  /** Text of those that found no place of their own in their hour. */
  public static final String OTHER = "other";
}
