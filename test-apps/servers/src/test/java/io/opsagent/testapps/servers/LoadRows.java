package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The rows of a {@link SteadyLoad}. */
final class LoadRows {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final LogFilter FILTER = LogFilter.path("/hello");
  private static final int MORE = 100;
  private static final int LOOKED_INTO = 20;

  private LoadRows() {}

  static long count(OperationsApi api) {
    return api.countLogs(FILTER);
  }

  /** Waits until the load is recorded for a while. */
  static void awaitMore(OperationsApi api) {
    long before = count(api);
    Awaitility.await("rows of the load")
        .atMost(TIMEOUT)
        .until(() -> count(api) >= before + MORE);
  }

  /** No row tells of half a request, and none is told twice. */
  static void assertWhole(OperationsApi api, SteadyLoad load) {
    List<LogRow> rows = api.logs(FILTER);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.status()).contains(200);
              assertThat(row.length()).contains(6L);
              assertThat(row.level()).isEqualTo("INFO");
            })
        .hasSizeLessThanOrEqualTo(load.answered() + 1);
    List<LogRow> newest =
        rows.subList(0, Math.min(LOOKED_INTO, rows.size())).stream()
            .map(row -> api.log(row.id()))
            .toList();
    assertThat(newest)
        .allSatisfy(
            row -> {
              assertThat(row.outcome()).isEqualTo("completed");
              assertThat(row.json().path("request_id").asText()).startsWith("load-");
            });
    assertThat(newest.stream().map(row -> row.json().path("request_id").asText()).distinct())
        .hasSameSizeAs(newest);
  }

  /** Nothing that we do in the application has failed. */
  static void assertNothingHasFailed(OperationsApi api) {
    assertThat(api.agent().path("joinPoints"))
        .allSatisfy(point -> assertThat(point.path("failures").asLong()).isZero());
    assertThat(api.agent().path("notAttached")).isEmpty();
    assertThat(api.capture().path("notLinked")).isEmpty();
  }
}
