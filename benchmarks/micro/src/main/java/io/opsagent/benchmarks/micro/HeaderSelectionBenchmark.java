package io.opsagent.benchmarks.micro;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.tomcat.TomcatFacts;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The facts of a request, read at its end out of Tomcat's objects with twelve header lines: only
 * the headers that are wanted, or all of them where they are kept. Tomcat has the method, the URI
 * and the servlet path as strings already, since the application asked for them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class HeaderSelectionBenchmark {
  @Param({"false", "true"})
  public boolean keepHeaders;

  private final TomcatObjects tomcat = new TomcatObjects();
  private Capture capture;
  private Exchange exchange;

  @Setup
  public void begin() {
    capture =
        new Capture(
            new ExchangeRing(64),
            new OpenExchanges(64),
            new BodyMemory(1 << 20),
            new CaptureSettings(keepHeaders, Captures.MAX_BODY_BYTES, false));
    capture.install();
    Exchange begun = capture.begin("tomcat");
    if (begun == null) {
      throw new IllegalStateException("capture is not on");
    }
    exchange = begun;
    tomcat.parse();
    tomcat.map();
    tomcat.serve();
  }

  @Benchmark
  public @Nullable Object requestFacts() {
    TomcatFacts.read(capture, exchange, tomcat.request);
    return exchange.userAgent();
  }
}
