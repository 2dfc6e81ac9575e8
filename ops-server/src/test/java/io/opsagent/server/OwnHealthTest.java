package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.api.ReadinessChecks.Check;
import io.opsagent.server.testkit.RunningServer;
import org.junit.jupiter.api.Test;

/** The agent asks itself and says what it found. */
class OwnHealthTest {

  @Test
  void a_server_whose_checks_hold_is_ready_and_each_is_named() {
    try (RunningServer running = RunningServer.start()) {
      running.readiness.register("storage", Check::ok);
      running.readiness.register("cycle", Check::ok);
      assertThat(OwnHealth.ask(running.server.loopbackUrl()))
          .isEqualTo(new OwnHealth(true, "ready: cycle, storage"));
    }
  }

  @Test
  void a_check_that_fails_is_said_with_its_message() {
    try (RunningServer running = RunningServer.start()) {
      running.readiness.register("storage", () -> Check.failed("the disk is full"));
      running.readiness.register("cycle", Check::ok);
      OwnHealth health = OwnHealth.ask(running.server.loopbackUrl());
      assertThat(health.isReady()).isFalse();
      assertThat(health.text())
          .contains("/readyz answers HTTP/1.1 503")
          .endsWith("; storage: the disk is full");
    }
  }

  @Test
  void a_server_that_is_gone_is_said() {
    RunningServer running = RunningServer.start();
    String url = running.server.loopbackUrl();
    running.close();
    OwnHealth health = OwnHealth.ask(url);
    assertThat(health.isReady()).isFalse();
    assertThat(health.text()).startsWith(url + " does not answer (");
  }
}
