package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.api.ReadinessChecks;
import io.opsagent.server.api.ReadinessChecks.Check;
import org.junit.jupiter.api.Test;

/** The agent looks at itself and says what it found. */
class OwnHealthTest {
  private final ReadinessChecks checks = new ReadinessChecks();

  @Test
  void one_whose_checks_hold_is_ready_and_each_is_named() {
    checks.register("storage", Check::ok);
    checks.register("cycle", Check::ok);
    assertThat(OwnHealth.of(checks)).isEqualTo(new OwnHealth(true, "ready: cycle, storage"));
  }

  @Test
  void a_check_that_fails_is_said_with_its_message() {
    checks.register("storage", () -> Check.failed("the disk is full"));
    checks.register("cycle", Check::ok);
    assertThat(OwnHealth.of(checks))
        .isEqualTo(new OwnHealth(false, "not ready: storage: the disk is full"));
  }
}
