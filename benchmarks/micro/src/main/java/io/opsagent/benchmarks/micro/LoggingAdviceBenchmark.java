package io.opsagent.benchmarks.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.logging.LogbackAdvice;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a logged event of the application costs in addition, on Logback's own objects: most events
 * are below WARN, and those above are kept only while a request is served. {@code warningInRequest}
 * makes a request for each event, because one keeps twenty at most; {@code requestWithoutWarning}
 * is that request alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class LoggingAdviceBenchmark {
  private Capture capture;
  private LoggingEvent info;
  private LoggingEvent warning;

  @Setup
  public void log() {
    capture = Captures.installProduction();
    Logger logger = new LoggerContext().getLogger("shop");
    info = event(logger, Level.INFO);
    warning = event(logger, Level.WARN);
    Exchange exchange = warningInRequest();
    if (exchange.logged() == null) {
      throw new IllegalStateException("the warning was not kept");
    }
  }

  @Benchmark
  public void info() {
    LogbackAdvice.exit(LogbackAdvice.enter(info), info);
  }

  @Benchmark
  public void warningWithoutRequest() {
    LogbackAdvice.exit(LogbackAdvice.enter(warning), warning);
  }

  @Benchmark
  public Exchange warningInRequest() {
    return request(warning);
  }

  @Benchmark
  public Exchange requestWithoutWarning() {
    return request(null);
  }

  private Exchange request(@Nullable LoggingEvent event) {
    Exchange exchange = capture.begin("tomcat");
    if (exchange == null) {
      throw new IllegalStateException("capture is not on");
    }
    Object section = CurrentExchange.enter(exchange);
    if (event != null) {
      LogbackAdvice.exit(LogbackAdvice.enter(event), event);
    }
    CurrentExchange.exit(section);
    capture.discard(exchange);
    return exchange;
  }

  private static LoggingEvent event(Logger logger, Level level) {
    LoggingEvent event =
        new LoggingEvent(
            LoggingAdviceBenchmark.class.getName(),
            logger,
            level,
            "order 4711 is late",
            null,
            null);
    event.getFormattedMessage();
    return event;
  }
}
