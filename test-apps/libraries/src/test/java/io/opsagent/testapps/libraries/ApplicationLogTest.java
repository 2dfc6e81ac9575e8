package io.opsagent.testapps.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationLogTest {
  /** An error of the application's, and of Spring's where it has another application. */
  private static final String WARM_UP = "/app/status?code=warm-up";

  @TempDir Path folder;

  private static JsonNode row(RunningApplication application, String id) {
    LogRow found = application.api().awaitLogs(LogFilter.requestId(id), 1).get(0);
    return application.api().log(found.id()).json();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Classes that were loaded before Byte Buddy are woven soon after; one request shows it. */
  private static void awaitWoven(RunningApplication application, String plugin) throws IOException {
    application.get(WARM_UP, "warm-up");
    Awaitility.await()
        .until(
            () -> {
              application.get(WARM_UP, "warm-up");
              for (JsonNode one : application.api().capture().path("plugins")) {
                if (one.path("name").asText().equals(plugin) && one.path("linked").asInt() > 0) {
                  return true;
                }
              }
              return false;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"log4j1", "log4j2", "juli"})
  void what_the_application_logs_is_in_the_detail_of_the_row(String library) throws IOException {
    try (RunningApplication application =
        RunningApplication.start(folder, library, config -> config, library)) {
      awaitWoven(application, "logging");

      application.get("/late", "late");
      application.get("/large", "large");
      application.get("/many", "many");
      application.get("/boom", "boom");

      JsonNode late = row(application, "late");
      assertThat(late.path("level").asText()).isEqualTo("INFO");
      List<String> messages = texts(late.path("messages"));
      boolean hasWarning = !library.equals("log4j2");
      // Log4j 2 without a configuration logs errors only.
      if (hasWarning) {
        assertThat(messages)
            .containsExactly("order 17 is late, password=******", "order 17 failed");
      } else {
        assertThat(messages).containsExactly("order 17 failed");
      }
      JsonNode error = late.path("trace").get(hasWarning ? 1 : 0);
      assertThat(error.path("type").asText()).isEqualTo("log.error");
      assertThat(error.path("msg").asInt()).isEqualTo(hasWarning ? 1 : 0);
      assertThat(error.at("/data/logger").asText()).isEqualTo("shop.Orders");
      assertThat(error.at("/data/exception").asText())
          .isEqualTo("java.lang.IllegalStateException: no stock");

      assertThat(row(application, "large").path("messages").get(0).asText())
          .hasSize(4_003)
          .endsWith("...");

      JsonNode many = row(application, "many");
      assertThat(many.path("messages")).hasSize(20);
      assertThat(many.at("/details/capture/messages_left_out").asInt()).isEqualTo(9_980);

      JsonNode boom = row(application, "boom");
      assertThat(boom.path("level").asText()).isEqualTo("ERROR");
      assertThat(boom.path("trace")).as("Tomcat's own message says nothing new").hasSize(1);
      assertThat(texts(boom.path("messages")).get(0))
          .endsWith("java.lang.IllegalArgumentException: boom");

      assertThat(application.api().agent().at("/rows/leftOutByReason/messages").asLong())
          .isGreaterThanOrEqualTo(9_980);
      application.process().stop();
      assertNoSecret(application.dataFolder());
    }
  }

  private static void assertNoSecret(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain("HIDDEN")
            .doesNotContain("H\0I\0D\0D\0E\0N");
      }
    }
  }

  @Test
  void an_error_that_is_logged_makes_the_row_one_where_that_is_wanted() throws IOException {
    try (RunningApplication application =
        RunningApplication.start(
            folder,
            "log4j1",
            config -> config.with("log.level-from-messages", "true").with("production", "true"),
            "log4j1")) {
      awaitWoven(application, "logging");

      application.get("/late", "late");
      application.get("/quiet", "quiet");

      JsonNode late = row(application, "late");
      assertThat(late.path("level").asText()).isEqualTo("ERROR");
      assertThat(late.path("request_headers").path("host").asText()).isEqualTo("localhost");
      JsonNode quiet = row(application, "quiet");
      assertThat(quiet.path("level").asText()).isEqualTo("INFO");
      assertThat(quiet.path("messages")).isEmpty();
    }
  }

  @Test
  void what_spring_boot_logs_by_logback_is_in_the_detail_of_the_row() throws IOException {
    try (RunningApplication application = RunningApplication.boot(folder)) {
      awaitWoven(application, "logging");

      application.get("/app/status?code=abc", "mismatch");

      JsonNode row = row(application, "mismatch");
      assertThat(row.path("status").asInt()).isEqualTo(400);
      assertThat(texts(row.path("messages")))
          .anyMatch(text -> text.startsWith("Resolved [org.springframework.web.method"));
      assertThat(row.at("/trace/0/type").asText()).startsWith("log.warn");
    }
  }
}
