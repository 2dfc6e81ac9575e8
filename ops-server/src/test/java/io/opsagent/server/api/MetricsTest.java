package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.Scrape;
import java.lang.management.ManagementFactory;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes, over HTTP. */
class MetricsTest {
  private static final String PROMETHEUS_3 =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static Scrape scrape(String query) {
    Reply reply = running.get("/metrics" + query);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return Scrape.of(reply.body());
  }

  @Test
  void the_same_page_is_at_the_root_and_below_the_api() {
    Reply root = running.send("GET", "/metrics");
    assertThat(root.status()).isEqualTo(200);
    assertThat(Scrape.of(root.body()).names()).isEqualTo(scrape("").names());
  }

  @Test
  void a_caller_gets_the_old_text_unless_he_asks_for_open_metrics() {
    Reply text = running.get("/metrics");
    assertThat(text.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text.header("vary")).contains("Accept");
    assertThat(text.body()).doesNotContain("# EOF");
    Reply open = running.get("/metrics", "Accept", PROMETHEUS_3);
    assertThat(open.header("content-type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE jvm_classes_loaded counter\n");
    assertThat(running.get("/metrics", "Accept", "text/plain;q=1, */*").header("content-type"))
        .startsWith("text/plain");
  }

  @Test
  void figures_of_the_jvm_are_those_of_its_beans() {
    var memory = ManagementFactory.getMemoryMXBean();
    Scrape scrape = scrape("");
    assertThat(scrape.get("jvm_memory_max_bytes{area=\"heap\"}"))
        .isEqualTo(memory.getHeapMemoryUsage().getMax());
    assertThat(scrape.get("jvm_memory_used_bytes{area=\"nonheap\"}"))
        .isCloseTo(memory.getNonHeapMemoryUsage().getUsed(), Percentage.withPercentage(10));
    assertThat(scrape.get("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
    assertThat(scrape.get("jvm_classes_currently_loaded"))
        .isCloseTo(
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
            Percentage.withPercentage(5));
    assertThat(scrape.sum("jvm_threads_state"))
        .isBetween(scrape.get("jvm_threads_current") - 5, scrape.get("jvm_threads_current") + 5);
    assertThat(scrape.get("jvm_threads_deadlocked")).isZero();
    ManagementFactory.getGarbageCollectorMXBeans()
        .forEach(
            gc ->
                assertThat(scrape.get("jvm_gc_collections_total{gc=\"" + gc.getName() + "\"}"))
                    .isBetween(0.0, (double) gc.getCollectionCount()));
    assertThat(scrape.get("process_start_time_seconds"))
        .isEqualTo(ManagementFactory.getRuntimeMXBean().getStartTime() / 1_000.0);
    assertThat(scrape.names()).contains("jvm_buffer_pool_used_bytes", "jvm_runtime_info");
  }

  @Test
  void processor_time_and_file_descriptors_are_those_of_the_system() {
    double before = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    Scrape scrape = scrape("?prefix=process_");
    double after = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    assertThat(scrape.get("process_cpu_seconds_total") * 1_000).isBetween(before - 50, after + 50);
    String[] descriptors = new java.io.File("/proc/self/fd").list();
    if (descriptors != null) {
      assertThat(scrape.get("process_open_fds"))
          .isBetween(descriptors.length - 20.0, descriptors.length + 20.0);
      assertThat(scrape.get("process_resident_memory_bytes")).isGreaterThan(10_000_000);
    }
    assertThat(scrape.get("process_max_fds")).isPositive();
  }

  @Test
  void names_and_prefixes_choose_metrics() {
    assertThat(scrape("?name[]=jvm_threads_current&name%5B%5D=jvm_classes_loaded_total").names())
        .containsExactly("jvm_classes_loaded_total", "jvm_threads_current");
    assertThat(scrape("?name=jvm_classes_loaded").names())
        .containsExactly("jvm_classes_loaded_total");
    assertThat(scrape("?name[]=nothing").names()).isEmpty();
    assertThat(scrape("?prefix=jvm_memory&name[]=jvm_threads_peak").names())
        .contains("jvm_memory_used_bytes", "jvm_threads_peak")
        .allMatch(name -> name.startsWith("jvm_memory") || name.equals("jvm_threads_peak"));
  }

  @Test
  void requests_that_the_door_refused_are_counted_by_reason() {
    double before = scrape("").get("opsagent_api_requests_refused_total{reason=\"host\"}");
    assertThat(
            running
                .raw("GET /ops/metrics HTTP/1.1", "Host: evil.example", "Connection: close")
                .status())
        .isEqualTo(403);
    assertThat(scrape("").get("opsagent_api_requests_refused_total{reason=\"host\"}"))
        .isEqualTo(before + 1);
  }

  @Test
  void a_caller_from_elsewhere_without_a_token_gets_nothing() {
    assertThat(running.get("/metrics", "X-Forwarded-For", "8.8.8.8").status()).isEqualTo(401);
    assertThat(running.send("GET", "/metrics", "X-Forwarded-For", "8.8.8.8").status())
        .isEqualTo(401);
  }
}
