package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.FreePort;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Capture switched off and on under load, by the API and by the properties file
 * (docs/spec/instrumentation.md 7, case 72).
 */
class LiveSwitchTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final int ROWS = 100;

  @ParameterizedTest
  @EnumSource(Application.class)
  void switched_off_and_on_under_load_no_request_fails_and_no_half_exchange_is_kept(
      Application application) throws IOException {
    Path folder = ScratchFolder.create(LiveSwitchTest.class, application.toString());
    AgentConfig config =
        AgentConfig.forTest(folder.resolve("data"))
            .with(AgentConfig.PORT_KEY, Integer.toString(FreePort.pick()));
    Path file = folder.resolve("server").resolve("ops.properties");
    String key = "capture." + application;
    try (RunningServer server =
            RunningServer.launchWithAgent(application, folder.resolve("server"), config);
        SteadyLoad load = SteadyLoad.on(server.port())) {
      OperationsApi api = server.api();
      LoadRows.awaitMore(api);

      api.switchCapture(key, "false");
      assertThat(stateOf(api, key)).isEqualTo("false by api");
      assertNothingIsRecordedWhile(load, api);

      api.switchCapture(key, "true");
      LoadRows.awaitMore(api);

      for (int i = 0; i < 20; i++) {
        api.switchCapture("capture.enabled", i % 2 == 0 ? "false" : "true");
      }
      LoadRows.awaitMore(api);

      api.switchCapture(key, "null");
      config.with("capture.enabled", "false").writeTo(file);
      Awaitility.await("the file is read")
          .atMost(TIMEOUT)
          .until(() -> stateOf(api, "capture.enabled").startsWith("false by file"));
      assertNothingIsRecordedWhile(load, api);

      config.with("capture.enabled", "ture").writeTo(file);
      server
          .process()
          .awaitStderr(
              Pattern.compile("nothing of it was taken over: capture.enabled"),
              TIMEOUT);
      assertThat(stateOf(api, "capture.enabled")).startsWith("false by file");

      config.writeTo(file);
      LoadRows.awaitMore(api);
      assertThat(load.isBroken()).as("a request has failed").isFalse();
      LoadRows.assertWhole(api, load);
      LoadRows.assertNothingHasFailed(api);
    }
  }

  private static void assertNothingIsRecordedWhile(SteadyLoad load, OperationsApi api) {
    // What had ended before it was off is written within a second.
    AtomicLong before = new AtomicLong(-1);
    Awaitility.await("the last rows")
        .atMost(TIMEOUT)
        .during(Duration.ofSeconds(1))
        .until(
            () -> {
              long now = LoadRows.count(api);
              return before.getAndSet(now) == now;
            });
    long rows = LoadRows.count(api);
    int answered = load.answered();
    Awaitility.await("more answers")
        .atMost(TIMEOUT)
        .until(() -> load.answered() >= answered + ROWS || load.isBroken());
    assertThat(LoadRows.count(api)).isEqualTo(rows);
  }

  private static String stateOf(OperationsApi api, String key) {
    return StreamSupport.stream(api.capture().path("switches").spliterator(), false)
        .filter(entry -> entry.path("key").asText().equals(key))
        .map(entry -> entry.path("on").asText() + " by " + entry.path("source").asText())
        .findFirst()
        .orElse("missing");
  }
}
