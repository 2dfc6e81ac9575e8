package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.net.OpsCall;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.ServiceLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpsCallRowsTest {
  private final LogQueue queue = new LogQueue(1_000, 10_000_000);
  private final LogSettings settings = LogSettings.of(Configuration.builder().build());
  private final OpsCallRows rows =
      new OpsCallRows("shop", () -> new RowOrigin(3L, 4L, "n7"), () -> settings, queue);

  private static OpsCall call(int status, OpsCall.@Nullable PlatformToken token) {
    return new OpsCall(
        "request-1",
        Instant.parse("2026-03-01T10:00:00Z"),
        1_500,
        "http",
        "HTTP/1.1",
        "GET",
        "127.0.0.1:8274",
        "/ops/v1/logs",
        "password=s3cret&rows=x",
        "/ops/v1/logs",
        status,
        120,
        "127.0.0.1",
        "127.0.0.1",
        "curl/8.0",
        "opsagent-http-3",
        33,
        token);
  }

  private List<ServiceLog> taken() throws InterruptedException {
    return queue.take(1_000, 10_000_000, 0);
  }

  @Test
  void case_64_a_call_that_failed_is_a_row_without_its_secrets() throws Exception {
    rows.record(call(400, null));
    rows.record(call(503, null));
    List<ServiceLog> taken = taken();
    ServiceLog row = taken.get(0);
    assertThat(row.service()).isEqualTo("shop");
    assertThat(row.level()).isEqualTo("WARN");
    assertThat(taken.get(1).level()).isEqualTo("ERROR");
    assertThat(row.status()).isEqualTo(400);
    assertThat(row.path()).isEqualTo("/ops/v1/logs");
    assertThat(row.route()).isEqualTo("/ops/v1/logs");
    assertThat(row.fullUrl()).isEqualTo("http://127.0.0.1:8274/ops/v1/logs?password=******&rows=x");
    assertThat(row.toString()).doesNotContain("s3cret");
    assertThat(row.detailsJson()).isEqualTo("{\"entry_point\":\"operations_api\"}");
    assertThat(row.workerId()).isEqualTo(3L);
    assertThat(row.durationMicros()).isEqualTo(1_500);
  }

  @Test
  void case_68_a_row_that_came_by_a_platform_token_is_kept_apart() throws Exception {
    rows.record(call(404, new OpsCall.PlatformToken(12L)));
    rows.record(call(404, new OpsCall.PlatformToken(null)));
    List<ServiceLog> taken = taken();
    assertThat(taken).extracting(ServiceLog::service).containsOnly("platform:shop");
    assertThat(taken.get(0).detailsJson()).contains("\"access_token_id\":12");
    assertThat(taken.get(1).detailsJson()).doesNotContain("access_token_id");
  }

  @Test
  void whoever_tries_doors_does_not_fill_the_log() throws Exception {
    for (int i = 0; i < 500; i++) {
      rows.record(call(401, null));
    }
    int stored = taken().size();
    assertThat(stored).isBetween(100, 200);
    assertThat(rows.leftOut()).isEqualTo(500 - stored);
  }
}
