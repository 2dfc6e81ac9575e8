package io.opsagent.storage;

/**
 * One term of the order of a log list (operations-api.md 1.12).
 *
 * @param column what to order by
 * @param descending largest first
 */
public record ServiceLogOrder(Column column, boolean descending) {

  /** What a log list can be ordered by. */
  public enum Column {
    TIME,
    DURATION,
    IN_TRAFFIC,
    OUT_TRAFFIC,
    LENGTH
  }
}
