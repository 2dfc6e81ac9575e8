package io.opsagent.server.sql;

import java.util.Comparator;
import java.util.List;

/**
 * What one exchange did with databases. Drain thread only.
 *
 * @param statements without literals, in the order of their first executions
 * @param executions of all of them
 * @param totalMicros time of all executions, microseconds
 * @param errors executions that threw
 * @param connections that were asked of pools
 * @param waitMicros time of these
 * @param withoutText executions of statements whose text found no room
 */
public record SqlUse(
    List<StatementUse> statements,
    long executions,
    long totalMicros,
    long errors,
    long connections,
    long waitMicros,
    long withoutText) {

  /** The statements that took most time together, in the order of their first executions. */
  public List<StatementUse> slowest(int most) {
    return statements.stream()
        .sorted(Comparator.comparingLong(StatementUse::totalMicros).reversed())
        .limit(most)
        .sorted(Comparator.comparingLong(StatementUse::firstOffsetNanos))
        .toList();
  }
}
