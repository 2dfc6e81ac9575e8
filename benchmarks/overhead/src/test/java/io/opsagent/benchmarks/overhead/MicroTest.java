package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MicroTest {

  @Test
  void a_benchmark_has_one_row_with_its_time_and_its_bytes() {
    String table =
        Micro.table(
            List.of(
                "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\",\"Score Error (99.9%)\",\"Unit\",\"Param: path\"",
                "\"io.opsagent.benchmarks.micro.RouteBenchmark.collapsed\",\"avgt\",1,5,200.60,9.8,\"ns/op\",/a",
                "\"io.opsagent.benchmarks.micro.RouteBenchmark.collapsed:gc.alloc.rate\",\"avgt\",1,5,1.0,2.0,\"MB/sec\",/a",
                "\"io.opsagent.benchmarks.micro.RouteBenchmark.collapsed:gc.alloc.rate.norm\",\"avgt\",1,5,192.001,0.1,\"B/op\",/a"));
    assertThat(table)
        .endsWith("|---|---|---|---|\n| Route.collapsed, path=/a | 200.6 | 9.8 | 192 |\n");
  }
}
