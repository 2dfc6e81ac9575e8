package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.resources.Resource.Kind;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists below {@code /servers} (operations-api.md 1.18), from what is stored. */
class ServersTest {
  private static final String[] COMMON = {
    "id",
    "ident",
    "route",
    "service",
    "node_id",
    "ref",
    "remote_id",
    "server_id",
    "created_time",
    "updated_time",
    "deprecated"
  };

  private AccessDatabase database;
  private RunningServer running;
  private Worker worker;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database, settings -> settings);
    worker = register("w1", 1, Instant.now());
  }

  @AfterEach
  void stop() {
    running.close();
    database.close();
  }

  private Worker register(String writer, long pid, Instant now) {
    return database
        .nodes()
        .workers()
        .register(
            new WorkerIdentity(
                writer, "shop", "10.0.0.5:8080", "02:42:ac:11:00:02", "host-a", null, pid, now),
            now,
            Duration.ofMinutes(1),
            alive -> true);
  }

  private JsonNode list(String path, String... headers) {
    Reply reply = running.get(path, headers);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().get("count").asInt()).isZero();
    return reply.result();
  }

  @Test
  void a_server_has_every_common_member_and_what_it_says_of_itself() {
    database
        .nodes()
        .resources()
        .describe(
            Kind.SERVER,
            worker.serverId(),
            "{\"cpu_num\": 8, \"hostname\": \"host-a\", \"platform\": {\"bits\": \"64bit\"}}",
            Instant.parse("2026-03-01T10:00:00.120Z"));
    JsonNode server = list("/servers").get(0);
    assertThat(server.fieldNames()).toIterable().contains(COMMON);
    assertThat(server.get("ident").asText()).isEqualTo("02:42:ac:11:00:02");
    assertThat(server.get("route").asText()).isEqualTo("server/02:42:ac:11:00:02");
    assertThat(server.get("service").isNull()).isTrue();
    assertThat(server.get("updated_time").asText()).isEqualTo("2026-03-01T10:00:00.120000+00:00");
    assertThat(server.get("deprecated").asBoolean()).isFalse();
    assertThat(server.get("cpu_num").asInt()).isEqualTo(8);
    assertThat(server.at("/platform/bits").asText()).isEqualTo("64bit");
    assertThat(server.has("memory_total")).isTrue();
    assertThat(server.get("memory_total").isNull()).isTrue();
  }

  @Test
  void an_instance_names_its_server_and_for_a_supervisor_its_node() {
    SupervisorKey key = SupervisorKey.create();
    key.register(database.repositories(), "n1");
    JsonNode instance =
        list(
                "/servers/instances",
                "Authorization",
                key.rs256(SupervisorKey.claims("n1", "metrics.view")),
                "X-Node-ID",
                "n1")
            .get(0);
    assertThat(instance.fieldNames())
        .toIterable()
        .contains(COMMON)
        .contains("backend", "spec_version", "utilmeta_version", "language", "asynchronous");
    assertThat(instance.get("server_id").asLong()).isEqualTo(worker.serverId());
    assertThat(instance.get("node_id").asText()).isEqualTo("n1");
    assertThat(instance.get("route").asText()).isEqualTo("instance/n1/10.0.0.5:8080");
    assertThat(list("/servers/instances").get(0).get("route").asText())
        .isEqualTo("instance/10.0.0.5:8080");
  }

  @Test
  void a_database_is_listed_with_its_alias_and_there_are_no_caches() {
    database
        .nodes()
        .resources()
        .describeDependency(
            Kind.DATABASE, "shop", "__ops", "{\"type\":\"h2\",\"connected\":true}", Instant.now());
    JsonNode one = list("/servers/databases").get(0);
    assertThat(one.fieldNames())
        .toIterable()
        .contains(COMMON)
        .contains("connections", "max_server_connections", "used_space", "transactions", "port");
    assertThat(one.get("ident").asText()).isEqualTo("__ops");
    assertThat(one.get("type").asText()).isEqualTo("h2");
    assertThat(one.get("connected").asBoolean()).isTrue();
    assertThat(list("/servers/caches")).isEmpty();
  }

  @Test
  void a_cache_is_listed_with_every_member_of_the_protocol() {
    database
        .nodes()
        .resources()
        .describeDependency(
            Kind.CACHE,
            "shop",
            "10.0.0.9:6379",
            "{\"connected\":true,\"pid\":7,\"hostname\":\"10.0.0.9\",\"type\":\"redis\",\"port\":6379}",
            Instant.now());
    JsonNode one = list("/servers/caches").get(0);
    assertThat(one.fieldNames())
        .toIterable()
        .contains(COMMON)
        .contains("connected", "pid", "hostname", "type", "port");
    assertThat(one.get("route").asText()).isEqualTo("cache/10.0.0.9:6379");
    assertThat(one.get("pid").asLong()).isEqualTo(7);
    assertThat(one.get("connected").asBoolean()).isTrue();
  }

  @Test
  void workers_are_those_of_one_instance_and_by_default_the_connected_ones() {
    Worker ended = register("w2", 2, Instant.now());
    database.nodes().workers().ended(ended, Instant.now());
    register("w3", 3, Instant.now().minus(Duration.ofMinutes(10)));
    String base = "/servers/workers?instance_id=" + worker.instanceId();

    JsonNode connected = list(base);
    assertThat(connected).hasSize(1);
    JsonNode one = connected.get(0);
    assertThat(one.get("pid").asLong()).isEqualTo(1);
    assertThat(one.get("connected").asBoolean()).isTrue();
    assertThat(one.get("start_time").isIntegralNumber()).isTrue();
    assertThat(one.fieldNames())
        .toIterable()
        .contains("server_remote_id", "memory_info", "threads", "master_id", "rps", "avg_time");
    assertThat(list(base + "&connected=false"))
        .extracting(row -> row.get("pid").asLong())
        .containsExactlyInAnyOrder(2L, 3L);
    assertThat(list(base + "&pid=7")).isEmpty();
    assertThat(list(base + "&status=sleeping")).isEmpty();
  }

  @Test
  void case_83_a_worker_that_was_killed_is_listed_as_not_connected_and_another_is_primary() {
    Instant now = Instant.now();
    Duration silence = database.nodes().liveness().silence();
    Worker killed = register("w0", 7, now.minus(silence).minusSeconds(10));
    assertThat(primary(now.minus(silence.multipliedBy(2)))).isEqualTo(killed.id());
    assertThat(primary(now.minus(silence))).isEqualTo(worker.id());
    String base = "/servers/workers?pid=7&instance_id=" + worker.instanceId();
    assertThat(list(base)).isEmpty();
    assertThat(list(base + "&connected=false").get(0).get("connected").asBoolean()).isFalse();
  }

  private long primary(Instant since) {
    return database.nodes().workers().primary("shop", since).orElseThrow().id();
  }

  @Test
  void workers_of_no_or_an_unknown_instance_are_refused() {
    Reply none = running.get("/servers/workers");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.msg())
        .isEqualTo(
            "BadRequest: parse item: ['query'] failed: required item: 'instance_id' is absence");
    for (String id : List.of("99", "r-91", "", "-1", "9999999999999999999999")) {
      Reply unknown = running.get("/servers/workers?instance_id=" + id);
      assertThat(unknown.status()).as(id).isEqualTo(404);
      assertThat(unknown.msg()).isEqualTo("NotFound: instance not found");
    }
  }

  @Test
  void what_belongs_to_another_service_is_not_listed() {
    database
        .nodes()
        .resources()
        .describeDependency(Kind.CACHE, "stock", "redis", "{}", Instant.now());
    database
        .nodes()
        .workers()
        .register(
            new WorkerIdentity(
                "w9", "stock", "10.0.0.6:80", "02:42", "host-b", null, 9, Instant.now()),
            Instant.now(),
            Duration.ofMinutes(1),
            alive -> true);
    assertThat(list("/servers/caches")).isEmpty();
    assertThat(list("/servers/instances")).hasSize(1);
    // A host belongs to no service.
    assertThat(list("/servers")).hasSize(2);
  }
}
