package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.metrics.MetricsText;
import io.opsagent.server.metrics.MonitorMetrics;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.Scrape;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.ResourceRepository;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples of databases and caches on their way to the database, as they are scraped. */
class LatestSamplesTest {
  private AccessDatabase database;
  private MonitorRepository stored;
  private LatestSamples samples;

  @BeforeEach
  void open() {
    database = AccessDatabase.open();
    stored = database.nodes().monitors();
    samples = new LatestSamples(stored, database.nodes().resources(), "shop", Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Scrape scrape() {
    return Scrape.of(
        new String(
            MetricsText.PROMETHEUS.write(
                new MetricsExporter(List.of(new MonitorMetrics(samples)))
                    .collect(name -> true, page -> {})),
            StandardCharsets.UTF_8));
  }

  private void add(MonitorKind kind, long subject, Instant time, String values) {
    samples.add(List.of(new MonitorSample(0, kind, subject, MonitorSample.RAW, time, 30, values)));
  }

  private long dependency(Resource.Kind kind, String name) {
    ResourceRepository resources = database.nodes().resources();
    resources.describeDependency(kind, "shop", name, "{}", Instant.now());
    return resources.dependencies(kind, "shop").stream()
        .filter(one -> one.ident().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void the_newest_sample_of_a_pool_is_scraped_under_its_name_and_stored() {
    long id = dependency(Resource.Kind.DATABASE, "orders");
    Instant now = Instant.now();
    add(MonitorKind.DATABASE, id, now.minusSeconds(30), "{\"active_connections\": 1}");
    add(
        MonitorKind.DATABASE,
        id,
        now,
        "{\"active_connections\": 7, \"used_space\": 4096, \"gone\": null,"
            + " \"metrics\": {\"pool_wait_millis\": 1500, \"server_connections_percent\": 25}}");
    Scrape scrape = scrape();
    assertThat(scrape.get("opsagent_database_active_connections{database=\"orders\"}"))
        .isEqualTo(7);
    assertThat(scrape.get("opsagent_database_used_space_bytes{database=\"orders\"}"))
        .isEqualTo(4096);
    assertThat(scrape.get("opsagent_database_pool_wait_seconds{database=\"orders\"}"))
        .isEqualTo(1.5);
    assertThat(scrape.get("opsagent_database_server_connections_ratio{database=\"orders\"}"))
        .isEqualTo(0.25);
    assertThat(rows(id)).isZero();
    assertThat(samples.waiting(MonitorKind.DATABASE, id))
        .extracting(MonitorSample::time)
        .isEqualTo(now);
    samples.flush();
    assertThat(rows(id)).isEqualTo(2);
    assertThat(samples.waiting(MonitorKind.DATABASE, id)).isNull();
    samples.flush();
    assertThat(rows(id)).isEqualTo(2);
  }

  private int rows(long database) {
    return stored
        .newest(
            new MonitorRepository.Query(MonitorKind.DATABASE, database, null, null, null, null),
            1_000)
        .size();
  }

  @Test
  void samples_that_nobody_flushes_are_written_before_they_are_too_many() {
    long id = dependency(Resource.Kind.DATABASE, "orders");
    for (int i = 0; i < 300; i++) {
      add(MonitorKind.DATABASE, id, Instant.now(), "{}");
    }
    assertThat(rows(id)).isEqualTo(256);
  }

  @Test
  void a_cache_that_is_not_measured_any_more_is_not_told() {
    long id = dependency(Resource.Kind.CACHE, "sessions");
    add(MonitorKind.CACHE, id, Instant.now(), "{\"used_memory\": 9, \"hits\": 5}");
    assertThat(scrape().get("opsagent_cache_used_memory_bytes{cache=\"sessions\"}")).isEqualTo(9);
    assertThat(scrape().get("opsagent_cache_hits_total{cache=\"sessions\"}")).isEqualTo(5);
    add(MonitorKind.CACHE, id, Instant.now().minus(Duration.ofHours(1)), "{\"hits\": 6}");
    assertThat(scrape().names()).allMatch(name -> !name.startsWith("opsagent_cache"));
  }

  @Test
  void subjects_and_figures_beyond_the_caps_are_counted() {
    for (int i = 0; i < LatestSamples.MAX_SUBJECTS + 3; i++) {
      add(MonitorKind.CACHE, 1_000 + i, Instant.now(), "{\"hits\": 1}");
    }
    assertThat(samples.all()).hasSize(LatestSamples.MAX_SUBJECTS);
    assertThat(scrape().get("opsagent_monitor_figures_left_out_total")).isEqualTo(3);
    StringBuilder many = new StringBuilder("{\"a\": 1");
    for (int i = 0; i < LatestSamples.MAX_FIGURES; i++) {
      many.append(", \"f").append(i).append("\": 1");
    }
    add(MonitorKind.CACHE, 1_000, Instant.now(), many.append('}').toString());
    assertThat(samples.leftOut()).isEqualTo(4);
  }
}
