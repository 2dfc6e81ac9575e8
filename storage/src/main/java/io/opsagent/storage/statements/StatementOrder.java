package io.opsagent.storage.statements;

import java.util.Comparator;

/** By what statements are ordered, the largest first. */
public enum StatementOrder {
  /** Time of all executions. */
  TOTAL(Comparator.comparingLong(one -> one.figures().totalMicros())),
  /** Number of executions. */
  COUNT(Comparator.comparingLong(one -> one.figures().executions())),
  /** The time that one execution in twenty exceeds. */
  P95(Comparator.comparingLong(one -> one.durations().micros(0.95))),
  /** Executions that threw. */
  ERRORS(Comparator.comparingLong(one -> one.figures().errors())),
  /** Executions beyond the bound. */
  SLOW(Comparator.comparingLong(one -> one.figures().slow())),
  /** The longest execution. */
  MAX(Comparator.comparingLong(one -> one.figures().maxMicros()));

  private final Comparator<StatementTotal> smallestFirst;

  StatementOrder(Comparator<StatementTotal> smallestFirst) {
    this.smallestFirst = smallestFirst;
  }

  /** The largest first; equal ones by their hash, so that the order is the same each time. */
  public Comparator<StatementTotal> comparator() {
    return smallestFirst.reversed().thenComparingLong(StatementTotal::hash);
  }
}
