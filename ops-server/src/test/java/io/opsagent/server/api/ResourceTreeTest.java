package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.storage.resources.Resource.Kind;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /v1/resources}: the tree of what requests run on. */
class ResourceTreeTest {
  private AccessDatabase database;
  private RunningServer running;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database, settings -> settings);
  }

  @AfterEach
  void stop() {
    running.close();
    database.close();
  }

  private Worker register(String writer, String service, String host, long pid, Instant now) {
    return database
        .nodes()
        .workers()
        .register(
            new WorkerIdentity(writer, service, service + "@" + host, host, host, null, pid, now),
            now,
            Duration.ofMinutes(1),
            alive -> true);
  }

  private JsonNode tree() {
    return running.get("/v1/resources").json();
  }

  @Test
  void hosts_instances_and_workers_stand_below_one_another_and_databases_beside_them() {
    Instant now = Instant.now();
    Worker worker = register("w1", "shop", "host-a", 1, now);
    register("w2", "shop", "host-b", 2, now);
    register("w3", "stock", "host-c", 3, now);
    database
        .nodes()
        .resources()
        .describe(
            Kind.SERVER, worker.serverId(), "{\"hostname\":\"a.example\",\"cpu_num\":8}", now);
    database
        .nodes()
        .resources()
        .describeDependency(Kind.DATABASE, "shop", "__ops", "{\"connected\":true}", now);

    JsonNode tree = tree();
    assertThat(tree.get("kind").asText()).isEqualTo("service");
    assertThat(tree.get("name").asText()).isEqualTo("shop");
    assertThat(tree.get("state").asText()).isEqualTo("connected");
    assertThat(tree.get("complete").asBoolean()).isTrue();
    assertThat(tree.get("missing")).isEmpty();
    assertThat(tree.get("children"))
        .extracting(child -> child.get("kind").asText() + " " + child.get("name").asText())
        .containsExactly("server a.example", "server host-b", "database __ops");
    JsonNode server = tree.at("/children/0");
    assertThat(server.get("instanceID").asText()).startsWith("server-");
    assertThat(server.at("/facts/cpu_num").asInt()).isEqualTo(8);
    JsonNode instance = server.at("/children/0");
    assertThat(instance.get("kind").asText()).isEqualTo("instance");
    assertThat(instance.at("/children/0/kind").asText()).isEqualTo("worker");
    assertThat(instance.at("/children/0/facts/pid").asInt()).isEqualTo(1);
    assertThat(instance.at("/children/0/since").asText()).isEqualTo(worker.started().toString());
  }

  @Test
  void a_silent_worker_is_said_up_to_the_service_and_makes_the_answer_incomplete() {
    Instant now = Instant.now();
    register("w1", "shop", "host-a", 1, now);
    register("w2", "shop", "host-a", 2, now.minus(Duration.ofMinutes(3)));
    JsonNode tree = tree();
    assertThat(tree.get("state").asText()).isEqualTo("silent");
    assertThat(tree.at("/children/0/state").asText()).isEqualTo("silent");
    assertThat(tree.at("/children/0/children/0/children"))
        .extracting(worker -> worker.get("state").asText())
        .containsExactlyInAnyOrder("connected", "silent");
    assertThat(tree.get("complete").asBoolean()).isFalse();
    assertThat(tree.at("/missing/0").asText()).startsWith("Process 2 of instance ");
    JsonNode stats = running.get("/v1/stats/series").json();
    assertThat(stats.get("complete").asBoolean()).isFalse();
    assertThat(stats.get("missing")).isEqualTo(tree.get("missing"));
  }

  @Test
  void what_has_ended_says_since_when() {
    Worker worker = register("w1", "shop", "host-a", 1, Instant.now());
    Instant end = Instant.now();
    database.nodes().workers().ended(worker, end);
    JsonNode tree = tree();
    assertThat(tree.get("state").asText()).isEqualTo("ended");
    assertThat(Instant.parse(tree.get("since").asText()))
        .isBetween(end.minusSeconds(1), end.plusSeconds(1));
    assertThat(tree.get("complete").asBoolean()).isTrue();
  }

  @Test
  void a_service_without_workers_has_an_empty_tree() {
    assertThat(tree().get("children")).isEmpty();
    assertThat(tree().get("state").asText()).isEqualTo("ended");
  }

  @Test
  void statistics_say_how_far_they_reach() {
    JsonNode recent = running.get("/v1/stats/endpoints").json();
    assertThat(recent.get("resolution").asLong()).isEqualTo(30);
    assertThat(recent.get("complete").asBoolean()).isTrue();
    assertThat(Instant.parse(recent.get("expiredBefore").asText()))
        .isBefore(Instant.now().minus(Duration.ofDays(89)));
    JsonNode old = running.get("/v1/stats/endpoints?from=2020-01-01").json();
    assertThat(old.get("resolution").asLong()).isEqualTo(86_400);
    assertThat(old.get("complete").asBoolean()).isFalse();
    assertThat(running.get("/v1/stats/series?step=300").json().get("resolution").asLong())
        .isEqualTo(300);
    assertThat(running.get("/v1/verdict").json().get("complete").asBoolean()).isTrue();
    assertThat(running.get("/v1/audit").json().has("expiredBefore")).isTrue();
  }
}
