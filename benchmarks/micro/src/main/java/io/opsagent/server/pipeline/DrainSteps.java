package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.net.TrustedProxies;
import io.opsagent.server.statistics.CountedRequest;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.series.NotStored;
import java.time.Clock;
import java.util.List;

/**
 * Lets a benchmark do what the drain does, step by step; its parts are not public. One thread, as
 * the drain is.
 */
public final class DrainSteps {
  private static final long MAX_WAIT_MILLIS = 1_000;

  private final LogSettings settings;
  private final ExchangeReader reader;
  private final ExchangeFormatter formatter;
  private final TrafficCounter statistics =
      new TrafficCounter("shop", "writer", finished -> {}, soFar -> {});
  private final RequestMetrics metrics =
      new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0));

  /** The steps with default settings, in production or not. */
  public DrainSteps(boolean production) {
    Configuration configuration = Configuration.builder().set(Keys.PRODUCTION, production).build();
    settings = LogSettings.of(configuration);
    reader =
        new ExchangeReader(
            new Routes(1_000), new TrustedProxies(List.of()), new WallClock(Clock.systemUTC()));
    formatter =
        new ExchangeFormatter(
            "shop",
            new ExceptionReader(
                (name, work) -> {
                  Thread thread = new Thread(work, name);
                  thread.setDaemon(true);
                  return thread;
                },
                settings::masking,
                MAX_WAIT_MILLIS),
            () -> null);
  }

  /** What is read of every exchange. */
  public Object read(Exchange exchange) {
    return reader.read(exchange);
  }

  /** Reads it and counts it in statistics and metrics, as of one for which there is no row. */
  public void count(Exchange exchange) {
    ExchangeSummary summary = reader.read(exchange);
    CountedRequest counted = summary.counted();
    statistics.count(counted);
    metrics.count(summary.method(), summary.endpoint().route(), counted);
    statistics.notStored(counted, NotStored.BUDGET);
  }

  /** Only the statistics of a request that was read before. */
  public void countAgain(CountedRequest counted) {
    statistics.count(counted);
  }

  /** What statistics count of an exchange. */
  public CountedRequest counted(Exchange exchange) {
    return reader.read(exchange).counted();
  }

  /** The row of an exchange: decoded, masked, as text. */
  public ServiceLog format(Exchange exchange) {
    return formatter.format(
        exchange, reader.read(exchange), settings, formatter.exceptionOf(exchange), null);
  }
}
