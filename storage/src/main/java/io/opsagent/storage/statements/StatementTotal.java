package io.opsagent.storage.statements;

import io.opsagent.storage.series.DurationHistogram;

/**
 * One statement on one database over a span.
 *
 * @param hash tells it from others, of database and text
 * @param database as in {@link StatementCount}
 * @param kind as in {@link StatementCount}
 * @param text as in {@link StatementCount}
 * @param requests in which it ran, over all hours
 * @param figures what was counted
 * @param durations of the executions
 */
public record StatementTotal(
    long hash,
    String database,
    String kind,
    String text,
    long requests,
    StatementFigures figures,
    DurationHistogram durations) {}
