package io.opsagent.server.testkit;

import io.opsagent.server.api.AgentSnapshot;
import java.util.List;
import java.util.Map;

/** An agent that has not done anything yet. */
public final class IdleAgent {
  private IdleAgent() {}

  /** What it reports. */
  public static AgentSnapshot snapshot() {
    return new AgentSnapshot(
        "0.1.0",
        null,
        new AgentSnapshot.Cost(1, null, 0, 1, null, List.of()),
        new AgentSnapshot.Ring(1024, 0, Map.of()),
        List.of(),
        new AgentSnapshot.Rows(0, 0, Map.of()),
        new AgentSnapshot.Storage("ok", null, null),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
