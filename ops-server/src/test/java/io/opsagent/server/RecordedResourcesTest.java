package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole runtime says of the host, the instance and the process that it runs in. */
class RecordedResourcesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static RunningRuntime running;

  @BeforeAll
  static void start() {
    running =
        new RunningRuntime(
            Configuration.builder()
                .set(Keys.DATA_DIR, folder.toFile())
                .set(Keys.PORT, 0)
                .set(Keys.SERVICE_NAME, "shop")
                .set(Keys.SERVICE_VERSION, "4.8")
                .build());
    // The first cycle writes them.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get("/servers/databases").get("result")).isNotEmpty());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(running.runtime.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode only(String path) throws IOException, InterruptedException {
    JsonNode rows = get(path).get("result");
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void case_74_the_host_is_listed_with_its_name_processors_and_memory() throws Exception {
    JsonNode server = only("/servers");
    assertThat(server.get("hostname").asText()).isEqualTo(HostName.read());
    assertThat(server.get("ident").asText()).isEqualTo(HostName.identity());
    assertThat(server.get("cpu_num").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(server.get("memory_total").asLong())
        .isPositive()
        .satisfies(RecordedResourcesTest::isInMib);
    assertThat(server.get("disk_total").asLong())
        .isPositive()
        .satisfies(RecordedResourcesTest::isInMib);
    assertThat(server.get("system").asText()).isNotEmpty();
    assertThat(server.get("ip").asText()).matches("[0-9a-f.:]+");
    assertThat(server.get("platform").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "platform", "version", "release", "machine", "processor", "bits");
  }

  private static void isInMib(Long bytes) {
    assertThat(bytes % (1024 * 1024)).isZero();
  }

  @Test
  void case_75_the_instance_says_its_language_and_versions() throws Exception {
    JsonNode instance = only("/servers/instances");
    assertThat(instance.get("language").asText()).isEqualTo("java");
    assertThat(instance.get("language_version").asText())
        .isEqualTo(System.getProperty("java.version"));
    assertThat(instance.has("backend")).isTrue();
    assertThat(instance.get("utilmeta_version").asText()).isEqualTo("2.8.1");
    assertThat(instance.get("spec_version").asText()).isEqualTo("0.4.0");
    assertThat(instance.get("version").asText()).isEqualTo("4.8");
    assertThat(instance.get("server_id").asLong()).isEqualTo(only("/servers").get("id").asLong());
  }

  @Test
  void case_76_this_process_is_the_connected_worker() throws Exception {
    long instance = only("/servers/instances").get("id").asLong();
    JsonNode worker = only("/servers/workers?instance_id=" + instance);
    assertThat(worker.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(worker.get("connected").asBoolean()).isTrue();
    assertThat(get("/servers/workers?connected=false&instance_id=" + instance).get("result"))
        .isEmpty();
  }

  @Test
  void case_81_the_operations_database_is_listed() throws Exception {
    // Other tests of this JVM may have used others.
    JsonNode database =
        StreamSupport.stream(get("/servers/databases").get("result").spliterator(), false)
            .filter(one -> one.get("ident").asText().equals("__ops"))
            .findFirst()
            .orElseThrow();
    assertThat(database.get("type").asText()).isEqualTo("h2");
    assertThat(database.get("name").asText()).isNotEmpty();
    assertThat(database.get("connected").asBoolean()).isTrue();
    assertThat(database.get("used_space").asLong()).satisfies(RecordedResourcesTest::isInMib);
    assertThat(get("/servers/caches").get("result")).isEmpty();
  }

  @Test
  void the_tree_has_this_process_at_its_end() throws Exception {
    JsonNode tree = get("/v1/resources");
    assertThat(tree.get("state").asText()).isEqualTo("connected");
    JsonNode worker = tree.at("/children/0/children/0/children/0");
    assertThat(worker.at("/facts/pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(worker.get("state").asText()).isEqualTo("connected");
  }
}
