package io.opsagent.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.server.statistics.CountedRequest;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.DeadlockedThreads;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.settings.Configuration;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus over a running server, with the files of docs/monitoring. Skipped where there
 * is none; .ci/run installs it.
 */
class PrometheusTest {
  private static final String BINARY = "prometheus";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private AccessDatabase database;
  private RunningServer running;
  private @Nullable Process prometheus;
  private int port;

  PrometheusTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static @Nullable Path find(String binary) {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(place, binary);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  @BeforeEach
  void start() throws Exception {
    assumeTrue(find(BINARY) != null, "no prometheus on this machine (Debian package prometheus)");
    database = AccessDatabase.open();
    running = RunningServer.start(database, Configuration.builder().build(), settings -> settings);
    JsonNode made =
        running
            .sendBody(
                "POST",
                "/v1/clients",
                "application/json",
                "{\"name\":\"prometheus\",\"scopes\":[\"metrics.view\"]}")
            .json();
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.copy(MonitoringFiles.FOLDER.resolve("alerts.yml"), folder.resolve("alerts.yml"));
    JsonNode configuration = MonitoringFiles.read("prometheus.yml");
    ((ObjectNode) configuration.get("global"))
        .put("scrape_interval", "1s")
        .put("evaluation_interval", "1s");
    ArrayNode jobs = (ArrayNode) configuration.get("scrape_configs");
    ObjectNode wrong = jobs.get(0).deepCopy();
    pointHere((ObjectNode) jobs.get(0), made.get("clientSecret").asText(), made);
    pointHere(wrong.put("job_name", "wrong-secret"), "opss_wrong", made);
    jobs.add(wrong);
    Path file = folder.resolve("prometheus.yml");
    MonitoringFiles.YAML.writeValue(file.toFile(), configuration);
    Path log = folder.resolve("prometheus.log");
    prometheus =
        new ProcessBuilder(
                BINARY,
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  private void pointHere(ObjectNode job, String secret, JsonNode made) {
    URI url = URI.create(running.server.loopbackUrl());
    ((ArrayNode) job.at("/static_configs/0/targets"))
        .removeAll()
        .add(url.getHost() + ":" + url.getPort());
    ((ObjectNode) job.get("oauth2"))
        .put("client_id", made.get("clientID").asText())
        .put("client_secret", secret)
        .put("token_url", url + "/ops/oauth/token");
  }

  @AfterEach
  void stop() throws InterruptedException {
    Process started = prometheus;
    if (started != null) {
      started.destroy();
      if (!started.waitFor(20, TimeUnit.SECONDS)) {
        started.destroyForcibly().waitFor();
      }
    }
    if (running != null) {
      running.close();
      database.close();
    }
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return MonitoringFiles.YAML.readTree(answer.body());
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    return ask("/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
  }

  private Map<String, String> targets() throws IOException, InterruptedException {
    Map<String, String> health = new TreeMap<>();
    for (JsonNode target : ask("/targets").at("/data/activeTargets")) {
      health.put(
          target.at("/labels/job").asText(),
          target.get("health").asText() + " " + target.get("lastError").asText());
    }
    return health;
  }

  @Test
  void prometheus_scrapes_by_oauth_and_a_rule_fires() throws Exception {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(targets().get("opsagent")).isEqualTo("up ");
              assertThat(targets().get("wrong-secret")).startsWith("down").contains("401");
            });
    for (int i = 0; i < 30; i++) {
      running.requestMetrics.count("GET", "/orders/{id}", request(i % 3 == 0 ? 500 : 200));
    }
    try (DeadlockedThreads stuck = DeadlockedThreads.start()) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode firing =
                    query(
                        "ALERTS{alertstate=\"firing\",alertname=\"JvmDeadlock\",job=\"opsagent\"}");
                assertThat(firing.at("/data/result")).as(firing.toString()).hasSize(1);
                assertThat(query("sum(http_server_requests_total{job=\"opsagent\"})").toString())
                    .contains("\"30\"");
              });
      assertThat(query("jvm_threads_deadlocked{job=\"opsagent\"}").toString()).contains("\"2\"");
    }
    for (String expression : MonitoringFiles.dashboardExpressions()) {
      JsonNode answer = query(expression);
      assertThat(answer.get("status").asText()).as(expression + answer).isEqualTo("success");
    }
    for (JsonNode group : ask("/rules").at("/data/groups")) {
      for (JsonNode rule : group.get("rules")) {
        assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
      }
    }
  }

  private static CountedRequest request(int status) {
    return new CountedRequest(
        status >= 500 ? "ERROR" : "INFO",
        status,
        Instant.now(),
        30_000,
        null,
        null,
        "",
        null,
        1,
        1);
  }

  @Test
  void promtool_finds_nothing_wrong_with_rules_example_and_scrape() throws Exception {
    assumeTrue(find("promtool") != null, "no promtool on this machine");
    assertThat(promtool("", "check", "config", folder.resolve("prometheus.yml").toString()))
        .contains("SUCCESS: " + MonitoringFiles.ruleExpressions().size() + " rules found");
    assertThat(promtool(running.get("/metrics").body(), "check", "metrics")).isEmpty();
  }

  private String promtool(String input, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "promtool";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Path in = Files.writeString(folder.resolve("in"), input);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(in.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
