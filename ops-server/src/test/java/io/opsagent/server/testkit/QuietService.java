package io.opsagent.server.testkit;

import io.opsagent.server.verdict.ServiceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A service without requests and without trouble. */
public final class QuietService {
  private QuietService() {}

  public static ServiceFacts facts() {
    return new ServiceFacts(
        Instant.now(), null, List.of(), List.of(), 5, Map.of(), Map.of(), 0.5, true);
  }
}
