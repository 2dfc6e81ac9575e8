package io.opsagent.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.rules.UserAgent;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.series.Aggregation;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollUpTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-03-09T23:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir private File folder;
  private @Nullable DataDirectory directory;
  private @Nullable OperationsDatabase database;
  private @Nullable RollUp rollUp;

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
    rollUp = new RollUp(database.endpointSeries(), database.aggregations(), "shop", BERLIN, NOON);
  }

  @AfterEach
  void close() {
    database().close();
    if (directory != null) {
      directory.close();
    }
  }

  private OperationsDatabase database() {
    return Objects.requireNonNull(database);
  }

  private void runAt(Instant now) {
    Objects.requireNonNull(rollUp).run(now);
  }

  /** 110 requests of 10 ms and 10 of 100 ms with status 500, in each five minutes of an hour. */
  private void oneHour(String writer) {
    SeriesQueue queue = new SeriesQueue(database().endpointSeries(), null);
    TrafficCounter counter = new TrafficCounter("shop", writer, queue::offer, queue::checkpoint);
    for (int second = 0; second < 3_600; second++) {
      int requests = second % 300 < 10 ? 12 : 0;
      for (int i = 0; i < requests; i++) {
        boolean failed = i == 0;
        counter.count(
            new CountedRequest(
                failed ? "ERROR" : "INFO",
                failed ? 500 : 200,
                NOON.plusSeconds(second),
                failed ? 100_000 : 10_000,
                "get_orders",
                "user" + i,
                "192.0.2." + i,
                UserAgent.of(
                    i % 2 == 0 ? "Mozilla/5.0 (X11; Linux) Firefox/1" : "Java-http-client/17"),
                10,
                100));
      }
    }
    counter.close();
    queue.flush();
  }

  private static JsonNode json(Aggregation report) throws Exception {
    return new ObjectMapper().readTree(report.dataJson());
  }

  private List<Aggregation> reports(int layer) {
    return database().aggregations().list("shop", layer, Instant.EPOCH, NOON.plusSeconds(99_999));
  }

  @Test
  void an_hour_has_its_report_when_it_is_over_and_not_before() throws Exception {
    oneHour("w1");
    runAt(NOON.plusSeconds(3_599));
    assertThat(reports(0)).isEmpty();
    runAt(NOON.plusSeconds(3_600));
    assertThat(reports(0)).as("within a minute of the last look").isEmpty();
    runAt(NOON.plusSeconds(3_660));

    Aggregation report = reports(0).get(0);
    assertThat(report.from()).isEqualTo(NOON);
    assertThat(report.to()).isEqualTo(NOON.plusSeconds(3_600));
    JsonNode service = json(report).get("service");
    assertThat(service.get("requests").asLong()).isEqualTo(1_440);
    assertThat(service.get("errors").asLong()).isEqualTo(120);
    assertThat(service.get("rps").asDouble()).isEqualTo(0.4);
    assertThat(service.get("max_rps").asLong()).isEqualTo(12);
    assertThat(service.get("avg_time").asDouble()).isEqualTo(17.5);
    assertThat(service.get("mean_time").asDouble()).isBetween(9.9, 10.1);
    assertThat(service.get("p95_time").asDouble()).isBetween(99.0, 101.0);
    assertThat(service.get("time_stddev").asDouble()).isEqualTo(24.87);
    assertThat(service.get("uv").asLong()).isEqualTo(12);
    assertThat(service.get("ip").asLong()).isEqualTo(12);
    assertThat(service.get("in_traffic").asLong()).isEqualTo(14_400);
    assertThat(service.get("statuses").toString()).isEqualTo("{\"200\":1320,\"500\":120}");
    assertThat(service.get("os_dist").toString()).isEqualTo("{\"linux\":720}");
    assertThat(service.get("browser_dist").toString()).isEqualTo("{\"firefox\":720}");
    assertThat(service.get("device_dist").toString()).isEqualTo("{\"bot\":720,\"pc\":720}");
    assertThat(service.get("levels").toString()).isEqualTo("{\"ERROR\":120,\"INFO\":1320}");
    assertThat(json(report).get("endpoints").get("get_orders").get("requests").asLong())
        .isEqualTo(1_440);
  }

  @Test
  void two_workers_make_one_report_and_a_late_one_makes_it_anew() throws Exception {
    oneHour("w1");
    runAt(NOON.plusSeconds(3_600));
    oneHour("w2");
    runAt(NOON.plusSeconds(3_660));

    assertThat(reports(0)).hasSize(1);
    assertThat(json(reports(0).get(0)).get("service").get("requests").asLong()).isEqualTo(2_880);
    assertThat(json(reports(0).get(0)).get("service").get("uv").asLong()).isEqualTo(12);
    assertThat(
            database()
                .endpointSeries()
                .series("shop", SeriesRow.ALL, Resolution.HOUR, NOON, NOON.plusSeconds(1)))
        .hasSize(1);
  }

  @Test
  void a_day_is_that_of_the_configured_zone() throws Exception {
    oneHour("w1");
    runAt(MIDNIGHT.plusSeconds(86_399));
    assertThat(reports(1)).isEmpty();
    runAt(MIDNIGHT.plusSeconds(86_460));

    Aggregation report = reports(1).get(0);
    assertThat(report.from()).isEqualTo(MIDNIGHT);
    assertThat(report.date()).hasToString("2026-03-10");
    assertThat(report.utcOffsetHours()).isEqualTo(1);
    JsonNode service = json(report).get("service");
    assertThat(service.get("uv").asLong()).isEqualTo(12);
    assertThat(service.has("requests")).isFalse();
  }
}
