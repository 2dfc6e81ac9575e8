package io.opsagent.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.statistics.CountedRequest;
import io.opsagent.server.testkit.Scrape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as they are scraped. */
class RequestMetricsTest {
  private static final String BUCKET = "http_server_request_duration_seconds_bucket";

  private final RequestMetrics metrics =
      new RequestMetrics(() -> new RequestMetrics.InFlight(3, 1.5));

  private Scrape scrape() {
    MetricPage page = new MetricsExporter(List.of(metrics)).collect(name -> true, more -> {});
    return Scrape.of(new String(MetricsText.PROMETHEUS.write(page), StandardCharsets.UTF_8));
  }

  private static CountedRequest request(int status, long durationMicros) {
    return new CountedRequest(
        status >= 500 ? "ERROR" : "INFO",
        status,
        Instant.now(),
        durationMicros,
        "id",
        null,
        "",
        null,
        100,
        1_000);
  }

  @Test
  void figures_of_random_requests_are_those_of_a_second_count() {
    Random random = new Random(7);
    Map<String, Long> expected = new HashMap<>();
    double sumSeconds = 0;
    for (int i = 0; i < 5_000; i++) {
      int status = List.of(200, 204, 302, 404, 500, 503, 0).get(random.nextInt(7));
      long micros = (long) Math.exp(random.nextDouble() * 18);
      metrics.count("GET", "/a/{id}", request(status, micros));
      sumSeconds += micros / 1e6;
      expected.merge(status == 0 ? "none" : status / 100 + "xx", 1L, Long::sum);
      for (String bound : List.of("0.005", "0.1", "2.5", "10.0", "+Inf")) {
        double seconds =
            bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
        expected.merge(bound, micros / 1e6 <= seconds ? 1L : 0L, Long::sum);
      }
      expected.merge("errors", status >= 500 ? 1L : 0L, Long::sum);
    }
    Scrape scrape = scrape();
    for (String status : List.of("none", "2xx", "3xx", "4xx", "5xx")) {
      assertThat(
              scrape.get(
                  "http_server_requests_total{method=\"GET\",route=\"/a/{id}\",status=\""
                      + status
                      + "\"}"))
          .isEqualTo((double) expected.getOrDefault(status, 0L));
    }
    for (String bound : List.of("0.005", "0.1", "2.5", "10.0", "+Inf")) {
      assertThat(scrape.get(BUCKET + "{method=\"GET\",route=\"/a/{id}\",le=\"" + bound + "\"}"))
          .as(bound)
          .isEqualTo((double) expected.getOrDefault(bound, 0L));
    }
    String labels = "{method=\"GET\",route=\"/a/{id}\"}";
    assertThat(scrape.get("http_server_request_duration_seconds_count" + labels)).isEqualTo(5_000);
    assertThat(scrape.get("http_server_request_duration_seconds_sum" + labels))
        .isCloseTo(sumSeconds, org.assertj.core.data.Percentage.withPercentage(1e-6));
    assertThat(scrape.get("http_server_errors_total" + labels))
        .isEqualTo((double) expected.getOrDefault("errors", 0L));
    assertThat(scrape.get("http_server_request_bytes_total" + labels)).isEqualTo(500_000);
    assertThat(scrape.get("http_server_response_bytes_total" + labels)).isEqualTo(5_000_000);
    assertThat(scrape.get("http_server_active_requests")).isEqualTo(3);
    assertThat(scrape.get("http_server_oldest_active_request_seconds")).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({"5000, 0.005, 1", "5001, 0.005, 0", "10000000, 10.0, 1", "10000001, 10.0, 0"})
  void a_duration_that_is_a_bound_belongs_to_its_bucket(long micros, String bound, int expected) {
    metrics.count("GET", "/a", request(200, micros));
    assertThat(scrape().get(BUCKET + "{method=\"GET\",route=\"/a\",le=\"" + bound + "\"}"))
        .isEqualTo(expected);
  }

  @Test
  void routes_beyond_the_cap_are_counted_as_one_and_that_is_said() {
    for (int i = 0; i < 3 * RequestMetrics.MAX_ENDPOINTS; i++) {
      metrics.count("GET", "/r" + i, request(200, 1));
    }
    Scrape scrape = scrape();
    assertThat(
            scrape.get(
                "http_server_requests_total{method=\"(other)\",route=\"(other)\",status=\"2xx\"}"))
        .isEqualTo(2.0 * RequestMetrics.MAX_ENDPOINTS);
    assertThat(scrape.get("opsagent_requests_without_own_route_total"))
        .isEqualTo(2.0 * RequestMetrics.MAX_ENDPOINTS);
    assertThat(scrape.sum("http_server_requests_total"))
        .isEqualTo(3.0 * RequestMetrics.MAX_ENDPOINTS);
    assertThat(scrape.values()).hasSizeLessThan(MetricPage.MAX_POINTS);
  }

  @Test
  void methods_that_clients_invent_share_one_label() {
    for (int i = 0; i < 50; i++) {
      metrics.count("HACK" + i, null, request(404, 1));
    }
    assertThat(
            scrape()
                .get(
                    "http_server_requests_total{method=\"(other)\",route=\"(none)\",status=\"4xx\"}"))
        .isEqualTo(50);
  }

  @Test
  void no_figure_goes_down_while_requests_are_counted() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread drain =
        new Thread(
            () -> {
              Random random = new Random(1);
              while (!isOver.get()) {
                metrics.count(
                    "GET", "/r" + random.nextInt(300), request(200, random.nextInt(20_000_000)));
              }
            });
    drain.start();
    try {
      Map<String, Double> before = Map.of();
      for (int i = 0; i < 50; i++) {
        Scrape now = scrape();
        before.forEach(
            (name, value) -> assertThat(now.get(name)).as(name).isGreaterThanOrEqualTo(value));
        now.values()
            .forEach(
                (name, value) -> {
                  if (name.startsWith(BUCKET) && name.contains("+Inf")) {
                    String count = name.replace("_bucket{", "_count{").replace(",le=\"+Inf\"", "");
                    assertThat(now.get(count)).isEqualTo(value);
                  }
                });
        before = now.values();
      }
    } finally {
      isOver.set(true);
      drain.join(10_000);
    }
  }
}
