package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.net.OpsCall;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.access.SupervisorTokenFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of the API that fail are handed on to become rows (operations-api.md 6.2). */
class FailedCallTest {
  private static final SupervisorKey KEY = SupervisorKey.create();

  private static AccessDatabase database;
  private final List<OpsCall> failed = new CopyOnWriteArrayList<>();
  private RunningServer running;

  @BeforeAll
  static void openDatabase() {
    database = AccessDatabase.open();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void start() {
    running = RunningServer.start(database.repositories(), settings -> settings);
    running.failedCalls = failed::add;
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_call_that_went_well_is_not_handed_on() {
    assertThat(running.get("/logs/service").status()).isEqualTo(200);
    assertThat(running.get("").status()).isEqualTo(200);
    assertThat(failed).isEmpty();
  }

  @Test
  void a_call_that_failed_is_handed_on_with_what_is_known_of_it() {
    assertThat(running.get("/logs/service?rows=abc", "User-Agent", "curl/8.0").status())
        .isEqualTo(400);
    OpsCall call = failed.get(0);
    assertThat(call.status()).isEqualTo(400);
    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.path()).isEqualTo("/ops/logs/service");
    assertThat(call.query()).isEqualTo("rows=abc");
    assertThat(call.route()).isEqualTo("/ops/logs/service");
    assertThat(call.ip()).isEqualTo("127.0.0.1");
    assertThat(call.userAgent()).isEqualTo("curl/8.0");
    assertThat(call.platformToken()).isNull();
    assertThat(call.requestId()).isNotEmpty().isNotEqualTo("null");
    assertThat(call.inBytes()).isGreaterThan(60);
    assertThat(call.durationMicros()).isBetween(1L, 60_000_000L);
    assertThat(Duration.between(call.time(), Instant.now())).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void what_is_refused_and_what_does_not_exist_is_handed_on() {
    assertThat(running.get("/nothing").status()).isEqualTo(404);
    assertThat(running.get("/logs/service", "Authorization", "opat_wrong").status())
        .isGreaterThanOrEqualTo(400);
    assertThat(failed).hasSize(2);
    assertThat(failed.get(0).route()).isNull();
  }

  @Test
  void a_probe_that_says_no_is_not_handed_on() {
    running.readiness.register("cycle", () -> ReadinessChecks.Check.failed("it has ended"));
    assertThat(running.send("GET", "/readyz").status()).isEqualTo(503);
    assertThat(running.send("GET", "/nothing").status()).isEqualTo(404);
    assertThat(failed).isEmpty();
  }

  @Test
  void a_call_by_a_platform_token_names_the_token() {
    String node = "n" + System.nanoTime();
    long supervisor = KEY.register(database.repositories(), node).id();
    String token = KEY.rs256(SupervisorKey.claims(node, "*"));
    assertThat(
            running
                .get("/logs?id=77", "Authorization", "Bearer " + token, "X-Node-ID", node)
                .status())
        .isEqualTo(404);
    long id =
        database
            .repositories()
            .supervisorTokens()
            .list(supervisor, SupervisorTokenFilter.ALL)
            .get(0)
            .id();
    OpsCall.PlatformToken used = failed.get(0).platformToken();
    assertThat(used).isEqualTo(new OpsCall.PlatformToken(id));
  }
}
