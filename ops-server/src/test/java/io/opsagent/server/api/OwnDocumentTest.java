package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.api.RouteTable.Route;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorEmulation;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.settings.SupervisorKeys;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.Client;
import io.opsagent.storage.access.User;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import io.opsagent.storage.views.SavedView;
import io.opsagent.storage.workers.WorkerIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The document of the own resources is whole, and what it says is what comes. */
class OwnDocumentTest {
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final String PASSWORD = "correct horse battery staple";

  private static AccessDatabase database;
  private static RunningServer running;
  private static SupervisorEmulation supervisor;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    database = AccessDatabase.open();
    supervisor = new SupervisorEmulation();
    running =
        RunningServer.start(
            database,
            Configuration.builder()
                .set(Keys.PRODUCTION, false)
                .set(SupervisorKeys.SECURE_ONLY, false)
                .set(MonitorKeys.HEAP_DUMP, true)
                .set(SupervisorKeys.TRUSTED_HOSTS, List.of("127.0.0.1"))
                .build(),
            settings -> settings);
    document = running.get("/v1/openapi").json();
    fill();
    Instant now = Instant.now();
    database
        .nodes()
        .workers()
        .register(
            new WorkerIdentity("w1", "shop", "shop@a", "02:42", "a", null, 1, now),
            now,
            Duration.ofMinutes(1),
            pid -> true);
  }

  /** So that no list of an answer is empty for want of something to say. */
  private static void fill() {
    Instant span = Resolution.HALF_MINUTE.startOf(Instant.now().minusSeconds(600), ZoneOffset.UTC);
    Traffic traffic = Traffic.empty(false);
    traffic.add("INFO", 200, 2_000, 10, 100, "anna", "192.0.2.1");
    traffic.addNotStored(NotStored.BUDGET, 4);
    running.series.add(
        List.of(
            new SeriesRow("shop", SeriesRow.ALL, Resolution.HALF_MINUTE, span, "w", 0, traffic),
            new SeriesRow("shop", "get_it", Resolution.HALF_MINUTE, span, "w", 1, traffic)));
    running.store(LogRow.row().path("/a").build());
    Instant now = Instant.now();
    running.errors.save(
        "w",
        List.of(
            new ErrorCount(
                "shop",
                now.truncatedTo(ChronoUnit.HOURS),
                FINGERPRINT,
                "java.lang.IllegalStateException",
                "get_it",
                "/a",
                "com.example.A.b",
                "closed",
                2,
                1,
                now,
                now)));
    running.report =
        () ->
            new AgentSnapshot(
                "0.1.0",
                new AgentSnapshot.Host("a", "Linux", "6", 2, 1L << 30),
                new AgentSnapshot.Cost(3, 1_200L, 64, 1_024, null, List.of()),
                new AgentSnapshot.Ring(64, 1, Map.of("ring_full", 1L)),
                List.of(new AgentSnapshot.Queue("ring", 0, 64)),
                new AgentSnapshot.Rows(1, 0, Map.of("budget", 1L)),
                new AgentSnapshot.Storage(
                    "ok",
                    null,
                    new EmbeddedStorage(
                        1,
                        1,
                        0,
                        0,
                        9,
                        0,
                        0,
                        new EmbeddedStorage.Compaction(false, 0, 0, null, 0, 0))),
                List.of(new AgentSnapshot.JoinPoint("a", "attached", 0, null)),
                List.of(new AgentSnapshot.NotAttached("b", "c")),
                List.of(new AgentSnapshot.StartStep("d", 1)),
                List.of(new AgentSnapshot.OpenExchange(1, "GET", "/", null, "main")));
  }

  @AfterAll
  static void stop() {
    running.close();
    supervisor.close();
    database.close();
  }

  @Test
  void every_own_route_is_described_and_nothing_else_is() {
    List<String> routes =
        running.server.routes().stream()
            .filter(route -> route.path().startsWith("/ops/v1/") && !route.method().equals("HEAD"))
            .map(route -> route.method() + " " + route.path().substring("/ops".length()))
            .toList();
    assertThat(OwnDocument.operations())
        .extracting(operation -> operation.method() + " " + operation.path())
        .as("Add a new route to one of the lists of OwnDocument.operations()")
        .containsExactlyInAnyOrderElementsOf(routes);
    assertThat(OwnDocument.operations())
        .allSatisfy(operation -> assertThat(operation.summary()).isNotBlank());
  }

  @Test
  void the_document_names_version_server_scopes_and_errors() {
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/servers/0/url").asText()).endsWith("/ops");
    JsonNode views = document.get("paths").get("/v1/views").get("post");
    assertThat(views.get("x-scopes").toString()).isEqualTo("[\"views.edit\"]");
    assertThat(views.at("/responses/400/content/application~1json/schema/$ref").asText())
        .isEqualTo("#/components/schemas/Error");
    assertThat(document.at("/components/schemas/Error/required").toString())
        .isEqualTo("[\"code\",\"message\",\"reference\"]");
  }

  @TestFactory
  List<DynamicTest> every_operation_answers_as_the_document_says() {
    List<DynamicTest> tests = new ArrayList<>();
    // What revokes tokens of everybody comes last.
    for (String method : List.of("GET", "POST", "PATCH", "DELETE")) {
      for (Route route : running.server.routes()) {
        if (route.method().equals(method) && route.path().startsWith("/ops/v1/")) {
          String path = route.path().substring("/ops".length());
          tests.add(DynamicTest.dynamicTest(method + " " + path, () -> call(method, path)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(25);
    return tests;
  }

  private static void call(String method, String path) {
    JsonNode operation = document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    String target = path.replace("{id}", fresh(path)) + query(method, path);
    JsonNode example = operation.at("/requestBody/content/application~1json/example");
    Reply reply =
        example.isMissingNode()
            ? running.send(method, "/ops" + target, "X-Access-Key", supervisor.accessKey.jwk())
            : running.sendBody(method, target, "application/json", body(path, example));
    String expected = operation.get("responses").fieldNames().next();
    assertThat(String.valueOf(reply.status()))
        .as(method + " " + target + reply)
        .isEqualTo(expected);
    JsonNode schema =
        operation.get("responses").get(expected).at("/content/application~1json/schema");
    if (schema.isMissingNode()) {
      assertThat(reply.body()).isEmpty();
    } else {
      assertThat(new SchemaCheck(document).problems(schema, reply.json())).isEmpty();
    }
  }

  private static String query(String method, String path) {
    return switch (method + " " + path) {
      case "DELETE /v1/tokens" -> "?subject=nobody";
      case "DELETE /v1/logs" -> "?to=" + Instant.now();
      case "GET /v1/runtime/mbeans/attributes" -> "?name=java.lang:type=Memory";
      default -> "";
    };
  }

  private static String body(String path, JsonNode example) {
    String name = path.equals("/v1/session") ? user(true).name() : "berta" + System.nanoTime();
    String key = supervisor.accessKey.jwk().replace("\"", "\\\"");
    return example
        .toString()
        .replace("\"NAME\"", '"' + name + '"')
        .replace("PASSWORD", PASSWORD)
        .replace("\"URL\"", '"' + supervisor.url() + '"')
        .replace("\"KEY\"", '"' + key + '"');
  }

  /** A resource that is there and that nothing else needs. */
  private static String fresh(String path) {
    Instant now = Instant.now();
    return switch (path.contains("{id}") ? path.split("/", 4)[2] : "") {
      case "tokens" ->
          InstanceId.of(
              "token",
              running
                  .access
                  .ownTokens()
                  .issue(
                      AccessToken.Kind.CLIENT,
                      "client-a",
                      "a",
                      List.of("log.view"),
                      "127.0.0.1",
                      now.plusSeconds(60))
                  .stored()
                  .id());
      case "clients" ->
          InstanceId.of(
              "client",
              database
                  .repositories()
                  .clients()
                  .insert(
                      new Client(
                          0,
                          "ci",
                          "ab".repeat(32),
                          List.of("log.view"),
                          "local",
                          now,
                          now,
                          null,
                          null))
                  .id());
      case "supervisors" ->
          running
              .sendBody(
                  "POST",
                  "/v1/supervisors",
                  "application/json",
                  body(
                      path,
                      document.at(
                          "/paths/~1v1~1supervisors/post/requestBody/content/application~1json/example")))
              .json()
              .get("instanceID")
              .asText();
      case "logs" -> {
        running.store(LogRow.row().path("/b").build());
        yield running.get("/v1/logs?limit=1").json().at("/items/0/instanceID").asText();
      }
      case "errors" -> "error-" + FINGERPRINT;
      case "runtime" -> heapDump();
      case "users" -> InstanceId.of("user", user(false).id());
      case "views" ->
          InstanceId.of(
              "view",
              database
                  .nodes()
                  .views()
                  .insert(new SavedView(0, "a", "requests", "{}", "local", now, now))
                  .id());
      default -> "";
    };
  }

  /** One that is written, so that the next one does not meet it at work. */
  private static String heapDump() {
    String list = "/v1/runtime/heap/dumps";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              if (running.get(list).json().get("items").isEmpty()) {
                running.send("POST", "/ops" + list);
              }
              return running.get(list).json().at("/items/0/state").asText().equals("done");
            });
    return running.get(list).json().at("/items/0/instanceID").asText();
  }

  private static User user(boolean signsIn) {
    Instant now = Instant.now();
    String hash = signsIn ? running.access.passwords().hash(PASSWORD) : "none";
    return database
        .repositories()
        .users()
        .insert(new User(0, "anna" + System.nanoTime(), hash, List.of("log.view"), false, now, now))
        .orElseThrow();
  }

  @Test
  void the_check_of_schemas_finds_what_is_wrong() {
    OwnSchema schema =
        OwnSchema.object()
            .with("a", OwnSchema.integer())
            .withMaybe("b", OwnSchema.list(OwnSchema.text().orNull()));
    for (Map.Entry<String, Integer> one :
        Map.of(
                "{\"a\": 1}", 0,
                "{\"a\": 1, \"b\": [\"x\", null]}", 0,
                "{}", 1,
                "{\"a\": \"x\"}", 1,
                "{\"a\": 1.5, \"b\": [1]}", 2,
                "{\"a\": 1, \"other\": 2}", 1,
                "[]", 1)
            .entrySet()) {
      JsonNode value =
          Objects.requireNonNull(Json.read(one.getKey().getBytes(StandardCharsets.UTF_8)));
      assertThat(new SchemaCheck(document).problems(schema.json(), value))
          .as(one.getKey())
          .hasSize(one.getValue());
    }
  }
}
