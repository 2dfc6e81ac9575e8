package io.opsagent.server;

import io.opsagent.server.api.ReadinessChecks;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process finds of itself at its start, by the checks that {@code /readyz} runs. Without a
 * request to its own server, which would be its first caller and start it.
 *
 * @param isReady whether every check holds
 * @param text the checks that hold, or what is wrong, for an operator
 */
record OwnHealth(boolean isReady, String text) {

  /** Runs the checks. */
  static OwnHealth of(ReadinessChecks checks) {
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    checks
        .run()
        .forEach(
            (name, check) -> {
              if (check.ready()) {
                good.add(name);
              } else {
                bad.add(name + ": " + check.message());
              }
            });
    return bad.isEmpty()
        ? new OwnHealth(true, "ready: " + String.join(", ", good))
        : new OwnHealth(false, "not ready: " + String.join("; ", bad));
  }
}
