package io.opsagent.server.api;

/**
 * Where the self page gets its figures from. Called once for each {@code GET /v1/agent}, on a
 * server thread: it must answer at once from counters in memory and be safe for several threads.
 */
@FunctionalInterface
public interface AgentReport {

  /** What the agent is doing now. */
  AgentSnapshot snapshot();
}
