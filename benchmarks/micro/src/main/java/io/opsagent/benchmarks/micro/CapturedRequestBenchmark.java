package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.tomcat.LogAccessAdvice;
import io.opsagent.tomcat.MappedAdvice;
import io.opsagent.tomcat.ServiceAdvice;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One request without body, level INFO, in production: the events of Tomcat's binding in the order
 * in which Tomcat calls them, on Tomcat's own objects, with a consumer behind the ring. The cost of
 * capture is {@code captured} less {@code notCaptured}; the budget of docs/spec/instrumentation.md
 * 6.1 is 1.5 us and 600 bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CapturedRequestBenchmark {

  /** The capture of the JVM; its ring has a consumer while it is measured. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // set by JMH before use
  public static class Agent {
    Capture capture;
    Consumer consumer;

    @Setup(Level.Trial)
    public void install() throws Throwable {
      capture = Captures.installProduction();
      check(capture);
      consumer = new Consumer(capture.ring());
    }

    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
      consumer.close();
      if (capture.unreadableFacts() > 0 || capture.abandoned() > 0) {
        throw new IllegalStateException(
            "not what a request does: "
                + capture.unreadableFacts()
                + " unreadable facts, "
                + capture.abandoned()
                + " abandoned");
      }
      System.out.printf(
          "ring: %,d accepted, %,d refused%n", capture.ring().accepted(), capture.ring().refused());
    }
  }

  /** The same with capture stopped. */
  @State(Scope.Benchmark)
  public static class StoppedAgent {
    final Capture capture = Captures.installProduction();

    @Setup(Level.Trial)
    public void stop() {
      capture.stop();
    }
  }

  /** The connection of one thread. */
  @State(Scope.Thread)
  public static class Connection {
    final TomcatObjects tomcat = new TomcatObjects();
  }

  @Benchmark
  public int notCaptured(Connection connection) {
    connection.tomcat.parse();
    connection.tomcat.map();
    return connection.tomcat.serve();
  }

  @Benchmark
  public int captured(Agent agent, Connection connection) throws Throwable {
    return request(connection.tomcat);
  }

  @Benchmark
  public int captureStopped(StoppedAgent agent, Connection connection) throws Throwable {
    return request(connection.tomcat);
  }

  /** The join points alone while capture is stopped, without the request around them. */
  @Benchmark
  public @Nullable Object joinPointsWhileStopped(StoppedAgent agent, Connection connection)
      throws Throwable {
    TomcatObjects tomcat = connection.tomcat;
    Object bound = ServiceAdvice.enter(tomcat.coyoteRequest);
    MappedAdvice.enter(tomcat.request);
    end(tomcat);
    ServiceAdvice.exit(bound);
    return bound;
  }

  private static int request(TomcatObjects tomcat) throws Throwable {
    tomcat.parse();
    Object bound = ServiceAdvice.enter(tomcat.coyoteRequest);
    tomcat.map();
    MappedAdvice.enter(tomcat.request);
    int result = tomcat.serve();
    end(tomcat);
    ServiceAdvice.exit(bound);
    return result;
  }

  /**
   * Tomcat calls {@code logAccess} on the context, which calls the host, which calls the engine.
   */
  private static void end(TomcatObjects tomcat) {
    Object ofContext = LogAccessAdvice.enter(tomcat.request, tomcat.response);
    Object ofHost = LogAccessAdvice.enter(tomcat.request, tomcat.response);
    Object ofEngine = LogAccessAdvice.enter(tomcat.request, tomcat.response);
    LogAccessAdvice.exit(ofEngine);
    LogAccessAdvice.exit(ofHost);
    LogAccessAdvice.exit(ofContext);
  }

  /** A benchmark of something that does not work would be a fast one. */
  private static void check(Capture capture) throws Throwable {
    request(new TomcatObjects());
    Exchange exchange = capture.ring().poll();
    if (exchange == null
        || exchange.status() != 200
        || !TomcatObjects.PATH.equals(exchange.path())
        || !TomcatObjects.QUERY.equals(exchange.query())
        || !TomcatObjects.USER_AGENT.equals(exchange.userAgent())
        || !"/shop".equals(exchange.contextPath())
        || !"/orders".equals(exchange.servletPath())
        || !"192.0.2.44".equals(exchange.remoteAddress())
        || !"text/html".equals(exchange.responseContentType())
        || exchange.responseContentLength() != TomcatObjects.RESPONSE_BYTES
        || exchange.requestHeaders() != null
        || capture.ring().poll() != null) {
      throw new IllegalStateException("the request was not captured as it should be");
    }
  }
}
