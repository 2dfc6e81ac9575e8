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
import org.openjdk.jmh.annotations.TearDown;

/**
 * One exchange on Tomcat's binding with one buffer of an answer: armed and copied, or only counted.
 * The copy is the difference of the two. Text, status 200, with {@code production} off where it is
 * copied.
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
  private Consumer consumer;

  @Setup(Level.Trial)
  public void arm() {
    boolean copied = mode.equals("copied");
    Capture capture = Captures.installProduction();
    capture.reconfigure(new CaptureSettings(copied, Captures.MAX_BODY_BYTES, false));
    buffer = memory.equals("heap") ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    tomcat.parse();
    tomcat.map();
    tomcat.serve();
    Exchange exchange = write();
    BodyCapture body = Objects.requireNonNull(exchange.responseBody());
    if (body.totalBytes() != bytes || body.bytes().length != (copied ? bytes : 0)) {
      throw new IllegalStateException("the body was not captured as it should be");
    }
    consumer = new Consumer(capture.ring());
  }

  @TearDown(Level.Trial)
  public void stop() throws InterruptedException {
    consumer.close();
  }

  /** The start gives up the exchange before, of which the consumer gives the memory back. */
  @Benchmark
  public Exchange write() {
    Object bound = ServiceAdvice.enter(tomcat.coyoteRequest);
    Exchange exchange = Objects.requireNonNull(CurrentExchange.get());
    WriteAdvice.enter(tomcat.coyoteResponse, buffer);
    ServiceAdvice.exit(bound);
    return exchange;
  }
}
