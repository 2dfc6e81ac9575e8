package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Exchange;
import io.opsagent.server.pipeline.DrainSteps;
import io.opsagent.server.statistics.CountedRequest;
import io.opsagent.storage.ServiceLog;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the drain does with a request that was captured: {@code readAndCounted} is what every one
 * costs, of it {@code read} and {@code statisticsUpdate}; {@code row} reads and formats one that
 * becomes a row, {@code rowWithHeaders} with the headers of both directions masked and as text.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DrainBenchmark {

  /** The drain of a service in production. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // set by JMH before use
  public static class Production {
    final DrainSteps drain = new DrainSteps(true);
    Exchange exchange;
    CountedRequest counted;

    @Setup
    public void capture() throws Throwable {
      exchange = CapturedExchange.of(false);
      counted = drain.counted(exchange);
      ServiceLog row = drain.format(exchange);
      if (!TomcatObjects.PATH.equals(row.path()) || row.requestHeadersJson() != null) {
        throw new IllegalStateException("the row is not as it should be: " + row);
      }
    }
  }

  /** The drain where headers are kept of everything. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // set by JMH before use
  public static class Development {
    final DrainSteps drain = new DrainSteps(false);
    Exchange exchange;

    @Setup
    public void capture() throws Throwable {
      exchange = CapturedExchange.of(true);
      String headers = drain.format(exchange).requestHeadersJson();
      if (headers == null || !headers.contains("shop.example.com") || headers.contains("5A0F3C")) {
        throw new IllegalStateException("the headers are not as they should be: " + headers);
      }
    }
  }

  @Benchmark
  public Object read(Production state) {
    return state.drain.read(state.exchange);
  }

  @Benchmark
  public void readAndCounted(Production state) {
    state.drain.count(state.exchange);
  }

  @Benchmark
  public void statisticsUpdate(Production state) {
    state.drain.countAgain(state.counted);
  }

  @Benchmark
  public ServiceLog row(Production state) {
    return state.drain.format(state.exchange);
  }

  @Benchmark
  public ServiceLog rowWithHeaders(Development state) {
    return state.drain.format(state.exchange);
  }
}
