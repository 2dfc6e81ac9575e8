package io.opsagent.settings;

/**
 * Least level of a line in the agent's own log (operations-api.md 11.1, {@code task_log_level}).
 */
public enum TaskLogLevel {
  /** Everything worth a line. */
  INFO,
  /** What an operator should look at. */
  WARN,
  /** What failed. */
  ERROR
}
