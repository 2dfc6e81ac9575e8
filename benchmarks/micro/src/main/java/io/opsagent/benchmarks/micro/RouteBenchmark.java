package io.opsagent.benchmarks.micro;

import io.opsagent.rules.RouteCollapser;
import io.opsagent.rules.RouteTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The route of a raw path where no framework tells one, and its place among the known routes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class RouteBenchmark {
  @Param({
    "/shop/orders",
    "/shop/orders/4711/lines/3",
    "/shop/users/0b5c2f0e-0d5b-4c7a-9c5e-7f1a2b3c4d5e/a@example.com;jsessionid=1"
  })
  public String path = "";

  private final RouteTable table = new RouteTable(1_000);

  @Benchmark
  public String collapsed() {
    return RouteCollapser.collapse(path);
  }

  @Benchmark
  public String collapsedAndAdmitted() {
    return table.admitGuess(RouteCollapser.collapse(path));
  }
}
