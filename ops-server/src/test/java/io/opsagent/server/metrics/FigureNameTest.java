package io.opsagent.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of monitors get the units that Prometheus wants. */
class FigureNameTest {
  @ParameterizedTest
  @CsvSource({
    "cpu_percent, x_cpu_ratio, 0.01, false",
    "used_space, x_used_space_bytes, 1, false",
    "memory_total, x_memory_total_bytes, 1, false",
    "active_connections, x_active_connections, 1, false",
    "query_avg_time, x_query_avg_time_seconds, 0.001, false",
    "wait_millis, x_wait_seconds, 0.001, false",
    "container_throttled_micros, x_container_throttled_seconds, 0.000001, true",
    "transactions, x_transactions, 1, true",
    "hits_total, x_hits, 1, true",
    "total_connections, x_connections, 1, true",
    "total_net_connections, x_net_connections, 1, false",
    "pool_wait_time, x_pool_wait_time_seconds, 0.001, false",
    "pool_wait_count, x_pool_waits, 1, false",
    "max_memory, x_max_memory_bytes, 1, false",
    "load_avg_1, x_load_avg_1, 1, false",
    "cpu_count, x_cpus, 1, false",
    "region_count, x_regions, 1, false",
    "Odd-Name!, x_odd_name_, 1, false"
  })
  void a_figure_is_named_with_its_unit(
      String figure, String name, double factor, boolean isCounter) {
    assertThat(FigureName.of("x", figure)).isEqualTo(new FigureName(name, factor, isCounter));
  }
}
