package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.tasklog.TaskLog;
import io.opsagent.server.testkit.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class TaskLogOfRequestsTest {
  @TempDir Path folder;

  @AfterEach
  void close() {
    TaskLog.instance().close();
  }

  @Test
  void a_line_of_a_requests_handling_names_the_request() throws Exception {
    Path file = folder.resolve("task.log");
    TaskLog.instance().open(file.toFile(), Level.INFO, 1_000_000);
    try (RunningServer running = RunningServer.start()) {
      running.get("/token/scope", "X-Request-ID", "who-asks-1");

      // The line is written after the answer has been sent.
      await()
          .untilAsserted(
              () ->
                  assertThat(Files.readString(file))
                      .contains("request=who-asks-1 RequestLogger: GET /ops/token/scope from")
                      .contains("answered 200"));
    }
  }
}
