package io.opsagent.storage.statements;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a span.
 *
 * @param statements as many as were asked for, in the order that was asked for
 * @param other all that are not among them, together
 * @param otherStatements how many these are, as far as they were told apart
 * @param databases that the statements of the span ran on
 * @param isComplete whether the time was enough
 * @param countedFrom how far back was counted when it was not
 */
public record StatementSummary(
    List<StatementTotal> statements,
    StatementFigures other,
    long otherStatements,
    List<String> databases,
    boolean isComplete,
    @Nullable Instant countedFrom) {}
