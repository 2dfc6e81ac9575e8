package io.opsagent.benchmarks.micro;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.tomcat.ServiceAdvice;
import io.opsagent.tomcat.WriteAdvice;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One buffer of an answer that passes Tomcat's binding: armed, copied, and given back; or only
 * counted. Text, status 200, with {@code production} off where it is copied.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class TeeBenchmark {
  @Param({"1024", "16384"})
  public int bytes;

  @Param({"heap", "direct"})
  public String memory;

  @Param({"copied", "counted"})
  public String mode;

  private final TomcatObjects tomcat = new TomcatObjects();
  private ByteBuffer buffer;
  private Exchange exchange;
  private Capture capture;

  @Setup(Level.Trial)
  public void arm() {
    boolean copied = mode.equals("copied");
    capture = Captures.installProduction();
    capture.reconfigure(new CaptureSettings(copied, Captures.MAX_BODY_BYTES, false));
    buffer = memory.equals("heap") ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    tomcat.parse();
    Object bound = ServiceAdvice.enter(tomcat.coyoteRequest);
    exchange = Objects.requireNonNull(CurrentExchange.get());
    ServiceAdvice.exit(bound);
    tomcat.map();
    tomcat.serve();

    WriteAdvice.enter(tomcat.coyoteResponse, buffer);
    BodyCapture body = Objects.requireNonNull(exchange.responseBody());
    if (body.totalBytes() != bytes || body.bytes().length != (copied ? bytes : 0)) {
      throw new IllegalStateException("the body was not captured as it should be");
    }
    capture.responseReset(exchange);
  }

  @Benchmark
  public void write() {
    WriteAdvice.enter(tomcat.coyoteResponse, buffer);
    capture.responseReset(exchange);
  }
}
