package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.Keys;
import io.opsagent.storage.testkit.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole runtime over a database that does not let it in, or that the settings do not name. */
class DatabaseAwayTest {
  private final Path folder;
  private List<String> console = List.of();

  DatabaseAwayTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void the_api_answers_503_until_the_password_is_corrected_without_a_restart() throws Exception {
    PostgresServer server = PostgresServer.instance();
    String name = server.newDatabase();
    String user = server.newUser();
    server.createUser(name, user, "right");
    Configuration.Builder settings =
        settings()
            .set(DatabaseKeys.URL, server.url(name))
            .set(DatabaseKeys.USERNAME, user)
            .set(DatabaseKeys.PASSWORD, "wr0ng");
    OperationsRuntime runtime = start(settings.build());
    try {
      String line =
          "Failed to connect to the PostgreSQL database. Password authentication failed for user \""
              + user
              + "\".";
      assertThat(console).filteredOn(said -> said.equals("OpsAgent: " + line)).hasSize(1);
      HttpResponse<String> away = get(runtime.url() + "/logs/service");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.body()).contains("Password authentication failed").doesNotContain("wr0ng");
      assertThat(away.headers().firstValue("Retry-After")).contains("10");
      assertThat(get(URI.create(runtime.url()).resolve("/readyz").toString()).statusCode())
          .isEqualTo(503);
      assertThat(get(runtime.url()).statusCode()).isEqualTo(200);

      runtime.reconfigure(settings.set(DatabaseKeys.PASSWORD, "right").build());

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> get(runtime.url() + "/logs/service").statusCode() == 200);
      await()
          .until(
              () ->
                  get(URI.create(runtime.url()).resolve("/readyz").toString()).statusCode() == 200);
      assertThat(console).last().asString().endsWith("The PostgreSQL database is connected.");
    } finally {
      runtime.shutDown(1_000);
    }
  }

  @Test
  void settings_that_name_two_databases_are_one_line_and_nothing_is_stored() throws Exception {
    OperationsRuntime runtime =
        start(
            settings()
                .set(DatabaseKeys.URL, "jdbc:postgresql://127.0.0.1:1/ops")
                .set(DatabaseKeys.NAME, "ops")
                .build());
    try {
      HttpResponse<String> away = get(runtime.url() + "/logs/service");
      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.body()).contains("database.url", "database.name", "take one of them out");
      assertThat(folder.resolve("slot-0/ops.mv.db")).doesNotExist();
    } finally {
      runtime.shutDown(1_000);
    }
  }

  @Test
  void the_end_does_not_wait_for_a_server_that_hangs() throws Exception {
    PostgresServer server = PostgresServer.instance();
    String name = server.newDatabase();
    OperationsRuntime runtime =
        start(
            settings()
                .set(DatabaseKeys.URL, server.url(name))
                .set(DatabaseKeys.USERNAME, "postgres")
                .build());
    try (Connection holder =
            new org.postgresql.Driver()
                .connect(server.url(name) + "?user=postgres", new Properties());
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      // The last thing that is said to the database: that this process ends.
      lock.execute("LOCK TABLE ops_worker IN ACCESS EXCLUSIVE MODE");
      long start = System.nanoTime();
      runtime.shutDown(2_000);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      holder.rollback();
    }
  }

  @Test
  void the_agents_page_shows_what_the_embedded_database_takes_and_may_take() throws Exception {
    OperationsRuntime runtime =
        start(settings().set(DatabaseKeys.MAX_EMBEDDED_BYTES, 1_000_000_000L).build());
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(get(runtime.url() + "/v1/agent").body())
                      .contains(
                          "\"maxBytes\":1000000000", "\"reclaimableBytes\":", "\"asideBytes\":0"));
    } finally {
      runtime.shutDown(1_000);
    }
  }

  private Configuration.Builder settings() {
    return Configuration.builder().set(Keys.DATA_DIR, folder.toFile()).set(Keys.PORT, 0);
  }

  private OperationsRuntime start(Configuration configuration) {
    RunningRuntime running = new RunningRuntime(configuration);
    console = running.console;
    return running.runtime;
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
