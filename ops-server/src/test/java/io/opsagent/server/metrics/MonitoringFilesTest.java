package io.opsagent.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.RunningRuntime;
import io.opsagent.server.monitor.DatabaseMonitor;
import io.opsagent.server.monitor.MonitorFrame;
import io.opsagent.server.testkit.PlayedRequest;
import io.opsagent.server.testkit.Scrape;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.monitor.MonitorKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard, rules and example of docs/monitoring name only what a scrape really has. */
class MonitoringFilesTest {

  /** What Prometheus adds to every target. */
  private static final String UP = "up";

  private static Scrape scrapeOfRuntime(Path folder) {
    Capture capture =
        new Capture(
            new ExchangeRing(64),
            new OpenExchanges(16),
            new BodyMemory(1_000_000),
            new CaptureSettings(true, 1_000, false));
    try (RunningRuntime running =
        new RunningRuntime(
            Configuration.builder()
                .set(Keys.DATA_DIR, folder.toFile())
                .set(LogKeys.WORKER_CYCLE, 1_000L)
                .set(Keys.PORT, 0)
                .build(),
            capture)) {
      PlayedRequest.send(capture, "GET", "/a", 500);
      return await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> scrape(running.runtime.url() + "/metrics"),
              scrape ->
                  scrape.names().contains("http_server_requests_total")
                      && scrape.names().contains("opsagent_host_cpu_ratio"));
    }
  }

  private static Scrape scrape(String url) throws Exception {
    return Scrape.of(
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  /** Of databases and caches the figures that their monitors have, as their tests hold. */
  private static Set<String> figures(MonitorKind kind, String prefix) {
    Set<String> names = new TreeSet<>();
    Map<String, ?> frame = MonitorFrame.raw(kind, List.of(), Instant::toString);
    Set<String> figures = new TreeSet<>(frame.keySet());
    if (kind == MonitorKind.DATABASE) {
      figures.addAll(DatabaseMonitor.POOL_FIGURES);
    }
    for (String figure : figures) {
      FigureName name = FigureName.of(prefix, figure);
      names.add(name.isCounter() ? name.name() + "_total" : name.name());
    }
    return names;
  }

  @Test
  void every_metric_of_dashboard_and_rules_is_one_that_is_scraped(@TempDir Path folder)
      throws Exception {
    Set<String> known = new TreeSet<>(scrapeOfRuntime(folder).names());
    known.add(UP);
    known.addAll(figures(MonitorKind.DATABASE, "opsagent_database"));
    known.addAll(figures(MonitorKind.CACHE, "opsagent_cache"));
    List<String> expressions = MonitoringFiles.dashboardExpressions();
    assertThat(expressions).hasSizeGreaterThan(40);
    for (String expression : expressions) {
      assertThat(MonitoringFiles.metricsOf(expression))
          .as(expression)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(known).contains(name));
    }
    List<String> rules = MonitoringFiles.ruleExpressions();
    assertThat(rules).hasSizeGreaterThan(10);
    for (String expression : rules) {
      assertThat(MonitoringFiles.metricsOf(expression))
          .as(expression)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(known).contains(name));
    }
  }

  @Test
  void names_of_metrics_are_found_in_an_expression() {
    assertThat(
            MonitoringFiles.metricsOf(
                "sum by (le, a_label) (rate(a_total{b=\"c_total\"}[5m])) > 0.5 and on (x) d:e == 1"))
        .containsExactly("a_total", "d:e");
  }

  @Test
  void the_dashboard_has_panels_that_do_not_overlap_and_ids_of_their_own() throws Exception {
    Set<Integer> ids = new TreeSet<>();
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : MonitoringFiles.read("grafana-dashboard.json").get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          String cell = (place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y);
          assertThat(cells.add(cell)).as(panel.get("title") + " at " + cell).isTrue();
        }
      }
    }
    assertThat(ids).hasSizeGreaterThan(20);
  }

  @Test
  void every_rule_says_what_is_wrong_and_how_grave_it_is() throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : MonitoringFiles.read("alerts.yml").get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        assertThat(names.add(rule.get("alert").asText())).isTrue();
        assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
        assertThat(rule.at("/annotations/summary").asText()).contains("{{ $labels.instance }}");
        assertThat(rule.at("/annotations/description").asText()).isNotBlank();
      }
    }
  }
}
