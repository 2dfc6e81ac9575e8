package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.testkit.PlayedRequest;
import io.opsagent.server.testkit.Scrape;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scraped figures of a whole runtime, against what other parts of it say. */
class MetricsOfRuntimeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RING = 64;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Capture capture =
      new Capture(
          new ExchangeRing(RING),
          new OpenExchanges(16),
          new BodyMemory(1_000_000),
          new CaptureSettings(true, 1_000, false));
  private final Path folder;
  private RunningRuntime running;

  MetricsOfRuntimeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() {
    running =
        new RunningRuntime(
            Configuration.builder()
                .set(Keys.DATA_DIR, folder.toFile())
                .set(LogKeys.WORKER_CYCLE, 1_000L)
                .set(Keys.PORT, 0)
                .build(),
            capture);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(running.runtime.url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private Scrape scrape() throws IOException, InterruptedException {
    return Scrape.of(get("/metrics"));
  }

  @Test
  void requests_are_counted_as_in_the_statistics_and_rows_as_on_the_agents_page() throws Exception {
    for (int i = 0; i < 20; i++) {
      PlayedRequest.send(capture, "GET", "/orders/" + i, i % 4 == 0 ? 500 : 200);
    }
    PlayedRequest.send(capture, "POST", "/orders", 201);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> scrape().get("opsagent_rows_written_total") == 21);
    Scrape scrape = scrape();
    assertThat(scrape.sum("http_server_requests_total")).isEqualTo(21);
    assertThat(scrape.sum("http_server_errors_total")).isEqualTo(5);
    assertThat(
            scrape.get(
                "http_server_requests_total{method=\"POST\",route=\"/orders\",status=\"2xx\"}"))
        .isEqualTo(1);
    assertThat(scrape.sum("http_server_request_duration_seconds_count")).isEqualTo(21);
    JsonNode agent = JSON.readTree(get("/v1/agent"));
    assertThat(scrape.get("opsagent_ring_offered_total"))
        .isEqualTo(agent.at("/ring/offered").asDouble());
    assertThat(scrape.get("opsagent_ring_capacity")).isEqualTo(RING);
    assertThat(scrape.get("opsagent_queue_capacity{queue=\"writer\"}")).isEqualTo(10_000);
    agent
        .at("/rows/leftOutByReason")
        .properties()
        .forEach(
            reason ->
                assertThat(
                        scrape.get("opsagent_left_out_total{reason=\"" + reason.getKey() + "\"}"))
                    .as(reason.getKey())
                    .isEqualTo(reason.getValue().asDouble()));
    assertThat(scrape.get("opsagent_storage_ok")).isEqualTo(1);
    assertThat(scrape.get("opsagent_threads")).isGreaterThan(3);
    assertThat(scrape.get("opsagent_cpu_seconds_total")).isPositive();
    assertThat(scrape().get("opsagent_cpu_seconds_total"))
        .isGreaterThanOrEqualTo(scrape.get("opsagent_cpu_seconds_total"));
    assertThat(scrape.get("opsagent_scrape_source_failures_total")).isZero();
  }

  @Test
  void requests_in_work_are_told_with_the_age_of_the_oldest() throws Exception {
    assertThat(scrape().get("http_server_active_requests")).isZero();
    PlayedRequest.Open open = PlayedRequest.begin(capture, "GET", "/slow");
    long begunNanos = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> scrape().get("http_server_oldest_active_request_seconds") > 0.2);
    assertThat(scrape().get("http_server_active_requests")).isEqualTo(1);
    assertThat(scrape().get("http_server_oldest_active_request_seconds"))
        .isLessThan((System.nanoTime() - begunNanos) / 1e9 + 1);
    open.end(200);
    assertThat(scrape().get("http_server_active_requests")).isZero();
  }

  @Test
  void a_request_in_work_is_listed_with_its_masked_path_and_where_its_thread_stands()
      throws Exception {
    PlayedRequest.Open open = PlayedRequest.begin(capture, "GET", "/slow;jsessionid=hunter2");
    JsonNode answer = JSON.readTree(get("/v1/runtime/requests"));
    assertThat(answer.get("count").asInt()).isEqualTo(1);
    JsonNode item = answer.at("/items/0");
    assertThat(item.get("method").asText()).isEqualTo("GET");
    assertThat(item.get("path").asText()).startsWith("/slow").doesNotContain("hunter2");
    assertThat(item.get("threadId").asLong()).isEqualTo(Thread.currentThread().getId());
    assertThat(item.get("stack").toString()).contains("a_request_in_work_is_listed");
    open.end(200);
    assertThat(JSON.readTree(get("/v1/runtime/requests")).get("items")).isEmpty();
  }

  @Test
  void a_ring_that_is_full_is_seen_as_drops() throws Exception {
    // More than fits, faster than anybody drains.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              for (int i = 0; i < 20 * RING; i++) {
                PlayedRequest.send(capture, "GET", "/flood", 200);
              }
              return capture.ring().refused() > 0;
            });
    assertThat(scrape().get("opsagent_requests_dropped_total{reason=\"ring_full\"}"))
        .isEqualTo(capture.ring().refused());
  }

  @Test
  void the_host_is_told_as_it_was_measured_in_the_last_cycle() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> scrape().names().contains("opsagent_host_memory_total_bytes"));
    Scrape scrape = scrape();
    long total =
        ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    // A container may have less than its host.
    assertThat(scrape.get("opsagent_host_memory_total_bytes")).isGreaterThanOrEqualTo(total * 0.99);
    assertThat(scrape.get("opsagent_host_cpus"))
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(scrape.get("opsagent_host_sample_timestamp_seconds"))
        .isCloseTo(System.currentTimeMillis() / 1_000.0, Percentage.withPercentage(0.001));
    assertThat(scrape.names()).contains("opsagent_host_load_avg_1", "opsagent_host_disk_ratio");
  }
}
