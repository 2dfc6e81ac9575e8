package io.opsagent.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.OperationsRuntime;
import io.opsagent.server.RunningRuntime;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated requests with secrets in all places at once, through the whole runtime. None of them is
 * in any column of any table, in any file, in any line that the agent said, in any answer of the
 * API.
 */
class SecretsEverywhereTest {
  private static final int REQUESTS = 150;

  /** A shorter part of a secret is no secret. */
  private static final int PART_CHARS = 6;

  private static final String DATABASE_PASSWORD = "sdatabase0pass0word";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private List<String> console = List.of();
  private final List<SecretiveRequest> requests = new ArrayList<>();
  private final Capture capture =
      new Capture(
          new ExchangeRing(1_024),
          new OpenExchanges(16),
          new BodyMemory(10_000_000),
          new CaptureSettings(true, 1_000, false));

  SecretsEverywhereTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void no_secret_is_in_a_table_a_file_a_line_or_an_answer() throws Exception {
    OperationsRuntime runtime = start(settings());
    List<String> answers = new ArrayList<>();
    try {
      send();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> get(runtime.url() + "/logs/service?rows=0").body().contains(last().marker));
      Exchange open = Objects.requireNonNull(capture.begin("test"));
      SecretiveRequest waiting = new SecretiveRequest(-1);
      requests.add(waiting);
      open.mapped("POST", waiting.path(waiting));
      JsonNode list = answer(answers, runtime.url() + "/logs/service?rows=0");
      answer(answers, runtime.url() + "/logs/service");
      answer(answers, runtime.url() + "/v1/agent");
      answer(answers, runtime.url() + "/v1/agent/capture");
      answer(answers, runtime.url());
      answer(answers, runtime.url() + "/logs/service?id=" + last().secrets.get(0).substring(0, 3));
      answer(answers, URI.create(runtime.url()).resolve("/readyz").toString());
      JsonNode rows = list.get("result");
      assertThat(rows.size()).isGreaterThanOrEqualTo(REQUESTS);
      for (JsonNode row : rows) {
        answer(answers, runtime.url() + "/logs?type=service&id=" + row.get("id").asText());
      }
      capture.abandon(open);
      assertThat(String.join("\n", answers)).contains(last().marker);
      assertNoSecretIn("the answers of the API", String.join("\n", answers));
    } finally {
      runtime.shutDown(20_000);
    }
    String tables = textOfAllColumns();
    for (SecretiveRequest request : requests.subList(0, REQUESTS)) {
      assertThat(tables).as("what is not secret is stored").contains(request.marker);
    }
    assertNoSecretIn("the tables", tables);
    assertNoSecretInFiles();
    assertNoSecretIn("the console", String.join("\n", console));
  }

  @Test
  void no_secret_is_in_the_files_where_rows_wait_for_the_database() throws Exception {
    OperationsRuntime runtime =
        start(
            settings()
                .set(DatabaseKeys.URL, "jdbc:postgresql://127.0.0.1:1/ops")
                .set(DatabaseKeys.USERNAME, "ops")
                .set(DatabaseKeys.PASSWORD, DATABASE_PASSWORD));
    try {
      send();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> contains(bytesOfFiles(), last().marker.getBytes(StandardCharsets.UTF_8)));
      List<String> answers = new ArrayList<>();
      answer(answers, runtime.url() + "/v1/agent");
      answers.add(get(runtime.url() + "/logs/service").body());
      assertNoSecretIn("the answers of the API", String.join("\n", answers));
      assertNoSecretInFiles();
    } finally {
      runtime.shutDown(20_000);
    }
    assertNoSecretInFiles();
    assertNoSecretIn("the console", String.join("\n", console));
  }

  private void send() {
    for (int seed = 0; seed < REQUESTS; seed++) {
      SecretiveRequest request = new SecretiveRequest(seed);
      requests.add(request);
      request.send(capture);
    }
  }

  private SecretiveRequest last() {
    return requests.get(REQUESTS - 1);
  }

  private Configuration.Builder settings() {
    return Configuration.builder()
        .set(Keys.DATA_DIR, folder.toFile())
        .set(Keys.TASK_LOG, folder.resolve("task.log").toFile())
        .set(LogKeys.WORKER_CYCLE, 1_000L)
        .set(Keys.PORT, 0);
  }

  private OperationsRuntime start(Configuration.Builder settings) {
    RunningRuntime running = new RunningRuntime(settings.build(), capture);
    console = running.console;
    return running.runtime;
  }

  /** The secrets themselves, and each part of six characters or more that could have been cut. */
  private void assertNoSecretIn(String place, String text) {
    Set<String> parts = new HashSet<>();
    for (SecretiveRequest request : requests) {
      for (String secret : request.secrets) {
        for (int from = 0; from + PART_CHARS <= secret.length(); from++) {
          parts.add(secret.substring(from, from + PART_CHARS));
        }
      }
    }
    for (int at = 0; at + PART_CHARS <= text.length(); at++) {
      if (parts.contains(text.substring(at, at + PART_CHARS))) {
        String around =
            text.substring(Math.max(0, at - 200), Math.min(text.length(), at + PART_CHARS + 50));
        throw new AssertionError("A secret is in " + place + ": " + around);
      }
    }
    assertThat(text).as(place).doesNotContain(DATABASE_PASSWORD);
  }

  private void assertNoSecretInFiles() throws IOException {
    byte[] bytes = bytesOfFiles();
    assertNoSecretIn("files", new String(bytes, StandardCharsets.ISO_8859_1));
    assertNoSecretIn("files as UTF-16", new String(bytes, StandardCharsets.UTF_16LE));
    byte[] shifted = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, shifted, 1, bytes.length);
    assertNoSecretIn("files as UTF-16, shifted", new String(shifted, StandardCharsets.UTF_16LE));
  }

  private byte[] bytesOfFiles() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          all.write(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
          // The writer has just taken it away.
        }
      }
    }
    return all.toByteArray();
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }

  /** By the catalogue, so that no table that is added later can be forgotten. */
  private String textOfAllColumns() throws IOException, SQLException {
    Path file;
    try (Stream<Path> files = Files.walk(folder)) {
      file = files.filter(path -> path.toString().endsWith(".mv.db")).findFirst().orElseThrow();
    }
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + file.toString().replace(".mv.db", "") + ";IFEXISTS=TRUE");
    source.setUser("OPSAGENT_OWNER");
    source.setPassword("");
    StringBuilder text = new StringBuilder();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select table_schema, table_name from information_schema.tables"
                  + " where table_schema <> 'INFORMATION_SCHEMA'")) {
        while (rows.next()) {
          tables.add("\"" + rows.getString(1) + "\".\"" + rows.getString(2) + "\"");
        }
      }
      assertThat(tables).hasSizeGreaterThan(5);
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
              Object value = rows.getObject(column);
              byte[] bytes = value instanceof byte[] raw ? raw : null;
              text.append(table)
                  .append('.')
                  .append(rows.getMetaData().getColumnName(column))
                  .append('=')
                  .append(
                      bytes == null
                          ? rows.getString(column)
                          : new String(bytes, StandardCharsets.ISO_8859_1))
                  .append('\n');
            }
          }
        }
      }
    }
    return text.toString();
  }

  private static JsonNode answer(List<String> answers, String url) throws Exception {
    HttpResponse<String> response = get(url);
    answers.add(response.body());
    response.headers().map().forEach((name, values) -> answers.add(name + ": " + values));
    return response.body().startsWith("{") ? JSON.readTree(response.body()) : JSON.nullNode();
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
