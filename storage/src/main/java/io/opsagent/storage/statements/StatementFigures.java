package io.opsagent.storage.statements;

/**
 * What is counted of a statement. Immutable.
 *
 * @param executions how often it ran
 * @param errors executions that threw
 * @param slow executions beyond the bound of the settings
 * @param rows that it changed; -1 where no driver said
 * @param totalMicros time of all executions, microseconds
 * @param maxMicros time of the longest one
 */
public record StatementFigures(
    long executions, long errors, long slow, long rows, long totalMicros, long maxMicros) {
  /** Of nothing. */
  public static final StatementFigures NONE = new StatementFigures(0, 0, 0, -1, 0, 0);

  /** Both together. */
  public StatementFigures plus(StatementFigures other) {
    return new StatementFigures(
        executions + other.executions,
        errors + other.errors,
        slow + other.slow,
        rows < 0 ? other.rows : rows + Math.max(0, other.rows),
        totalMicros + other.totalMicros,
        Math.max(maxMicros, other.maxMicros));
  }
}
