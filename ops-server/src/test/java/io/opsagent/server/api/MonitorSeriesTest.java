package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource.Kind;
import io.opsagent.storage.workers.Worker;
import io.opsagent.storage.workers.WorkerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The series of monitors, with the conformance cases on them. */
class MonitorSeriesTest {
  private static final Instant START =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);

  private AccessDatabase database;
  private RunningServer running;
  private Worker worker;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database, Configuration.builder().build(), settings -> settings);
    Instant now = Instant.now();
    worker =
        database
            .nodes()
            .workers()
            .register(
                new WorkerIdentity("w", "shop", "shop@a", "02:42", "a", null, 1, now),
                now,
                Duration.ofMinutes(1),
                pid -> true);
    List<MonitorSample> samples = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      samples.add(
          new MonitorSample(
              0,
              MonitorKind.SERVER,
              worker.serverId(),
              MonitorSample.RAW,
              START.plusSeconds(20 * i),
              20,
              "{\"cpu_percent\": " + i + ".333, \"net_connections_info\": {\"LISTEN\": 2}}"));
    }
    database.nodes().monitors().add(samples);
  }

  @AfterEach
  void stop() {
    running.close();
    database.close();
  }

  private JsonNode server(String more) {
    Reply reply = running.get("/servers/metrics?server=" + worker.serverId() + more);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.result();
  }

  @Test
  void case_77_a_series_of_a_server_has_lists_of_the_length_asked_for_oldest_first() {
    assertThat(running.get("/servers/metrics").status()).isEqualTo(400);
    Reply unknown = running.get("/servers/metrics?server_id=99");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.msg()).isEqualTo("NotFound: server not found");
    JsonNode frame = server("&limit=3");
    assertThat(frame.properties())
        .allSatisfy(column -> assertThat(column.getValue()).as(column.getKey()).hasSize(3));
    assertThat(frame.at("/time/0").asDouble()).isEqualTo(START.getEpochSecond() + 40.0);
    assertThat(frame.at("/time/2").asDouble()).isEqualTo(START.getEpochSecond() + 80.0);
    assertThat(frame.at("/net_connections_info/0/LISTEN").asInt()).isEqualTo(2);
    assertThat(frame.get("load_avg_1").get(0).isNull()).isTrue();
  }

  @Test
  void case_78_limits_and_layers_without_points_have_empty_lists() {
    JsonNode none = server("&limit=0");
    assertThat(none.get("cpu_percent")).isEmpty();
    assertThat(none.has("load_avg_15")).isTrue();
    assertThat(running.get("/servers/metrics?server=" + worker.serverId() + "&limit=1001").status())
        .isEqualTo(400);
    assertThat(server("&layer=1").get("cpu_percent")).isEmpty();
    assertThat(server("&interval=60").get("cpu_percent")).isEmpty();
    assertThat(server("&interval=20").get("cpu_percent")).hasSize(5);
  }

  @Test
  void case_79_points_are_put_together_by_minutes_days_and_other_lengths() {
    JsonNode minutes = server("&sample_interval=60");
    assertThat(minutes.at("/time/0").asText()).startsWith(START.toString().substring(0, 16));
    assertThat(minutes.get("t")).isEqualTo(minutes.get("time"));
    assertThat(minutes.at("/cpu_percent/0").asDouble()).isEqualTo(1.33);
    assertThat(minutes.get("cpu_percent")).hasSize(2);
    assertThat(server("&sample_interval=86400").at("/time/0").asText())
        .isEqualTo(START.toString().substring(0, 10));
    JsonNode tens = server("&sample_interval=10&limit=1");
    assertThat(tens.get("time")).hasSize(1);
    assertThat(tens.at("/time/0").isIntegralNumber()).isTrue();
    assertThat(tens.at("/time/0").asLong()).isEqualTo(START.getEpochSecond() + 80);
    assertThat(tens.has("t")).isFalse();
  }

  @Test
  void case_80_a_worker_that_nobody_knows_has_an_empty_series() {
    assertThat(running.get("/servers/worker/metrics").status()).isEqualTo(400);
    JsonNode unknown = running.get("/servers/worker/metrics?worker_id=4711&layer=1").result();
    assertThat(unknown.get("requests")).isEmpty();
    assertThat(unknown.has("threads")).isTrue();
  }

  @Test
  void a_list_of_workers_has_what_each_served_since_it_began() {
    database
        .nodes()
        .monitors()
        .add(
            List.of(
                new MonitorSample(
                    0,
                    MonitorKind.WORKER,
                    worker.id(),
                    MonitorSample.RAW,
                    START,
                    30,
                    "{\"requests\": 2, \"threads\": 9, \"metrics\": {\"total_requests\": 57}}")));
    JsonNode listed =
        running.get("/servers/workers?instance_id=" + worker.instanceId()).result().get(0);
    assertThat(listed.get("requests").asLong()).isEqualTo(57);
    assertThat(listed.get("threads").asInt()).isEqualTo(9);
    assertThat(listed.get("errors").isNull()).isTrue();
  }

  @Test
  void case_82_times_of_databases_are_texts() {
    Instant now = Instant.now();
    database
        .nodes()
        .resources()
        .describeDependency(Kind.DATABASE, "shop", "__ops", "{\"type\":\"h2\"}", now);
    long id = database.nodes().resources().dependencies(Kind.DATABASE, "shop").get(0).id();
    database
        .nodes()
        .monitors()
        .add(
            List.of(
                new MonitorSample(
                    0, MonitorKind.DATABASE, id, 0, START, 30, "{\"used_space\": 7}")));
    JsonNode frame = running.get("/servers/database/metrics?database_id=" + id).result();
    assertThat(frame.at("/time/0").asText()).isEqualTo(ProtocolTime.iso(START));
    assertThat(frame.at("/used_space/0").asLong()).isEqualTo(7);
  }

  @Test
  void times_of_caches_are_texts_and_a_cache_that_nobody_knows_is_not_found() {
    Instant now = Instant.now();
    database
        .nodes()
        .resources()
        .describeDependency(Kind.CACHE, "shop", "a:6379", "{\"type\":\"redis\"}", now);
    long id = database.nodes().resources().dependencies(Kind.CACHE, "shop").get(0).id();
    assertThat(running.get("/servers/cache/metrics?cache_id=" + id).result().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "cpu_percent",
            "memory_percent",
            "used_memory",
            "file_descriptors",
            "open_files",
            "current_connections",
            "total_connections",
            "qps");
    database
        .nodes()
        .monitors()
        .add(
            List.of(
                new MonitorSample(0, MonitorKind.CACHE, id, 0, START, 30, "{\"used_memory\": 7}")));
    JsonNode frame = running.get("/servers/cache/metrics?cache_id=" + id).result();
    assertThat(frame.at("/time/0").asText()).isEqualTo(ProtocolTime.iso(START));
    assertThat(frame.at("/used_memory/0").asLong()).isEqualTo(7);
    assertThat(frame.at("/qps/0").isNull()).isTrue();
    assertThat(running.get("/servers/cache/metrics").status()).isEqualTo(400);
    assertThat(running.get("/servers/cache/metrics?cache_id=99").status()).isEqualTo(404);
  }

  @Test
  void a_span_is_given_by_its_ends_or_back_from_now() {
    assertThat(
            server("&start=" + START.plusSeconds(20) + "&end=" + START.plusSeconds(40)).get("time"))
        .hasSize(2);
    assertThat(server("&within_hours=3").get("time")).hasSize(5);
    assertThat(server("&within_hours=0").get("cpu_percent")).isEmpty();
  }
}
