package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.rules.Level;
import io.opsagent.rules.RowBudget;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What becomes of an exchange behind the ring: every one is counted, some become a row
 * (operations-api.md 6.2). A row is formatted only when the rules keep it, the budget allows it and
 * the queue has room, because that is the dear part. Drain thread only, but for the settings and
 * the figures.
 */
final class Recorder {
  private final Function<Exchange, ExchangeSummary> reader;
  private final Consumer<ExchangeSummary> statistics;
  private final ExchangeFormatter formatter;
  private final LogQueue queue;
  private final RowBudget uneventful;
  private final RowBudget eventful;
  private final AtomicLong excluded = new AtomicLong();
  private final AtomicLong uneventfulLeftOut = new AtomicLong();
  private final AtomicLong eventfulLeftOut = new AtomicLong();
  private volatile LogSettings settings;
  private LogSettings budgeted;

  /**
   * A recorder.
   *
   * @param reader reads what is cheap to know
   * @param statistics hears of every exchange
   */
  Recorder(
      Function<Exchange, ExchangeSummary> reader,
      Consumer<ExchangeSummary> statistics,
      ExchangeFormatter formatter,
      LogQueue queue,
      LogSettings settings) {
    this.reader = reader;
    this.statistics = statistics;
    this.formatter = formatter;
    this.queue = queue;
    this.settings = settings;
    this.budgeted = settings;
    long now = System.nanoTime();
    this.uneventful = new RowBudget(settings.rowsPerSecond(), settings.rowsBurst(), now);
    this.eventful =
        new RowBudget(settings.eventfulRowsPerSecond(), settings.eventfulRowsPerSecond(), now);
  }

  void record(Exchange exchange) {
    LogSettings current = settings;
    ExchangeSummary summary = reader.apply(exchange);
    statistics.accept(summary);
    boolean kept =
        current
            .rules()
            .isKept(
                summary.level(),
                summary.method(),
                summary.status(),
                exchange.isExcludedByHeader(),
                exchange.failure() != null);
    if (!kept) {
      excluded.incrementAndGet();
    } else if (isInBudget(current, summary) && queue.hasRoom()) {
      queue.offer(formatter.format(exchange, summary, current));
    }
  }

  private boolean isInBudget(LogSettings current, ExchangeSummary summary) {
    if (current != budgeted) {
      budgeted = current;
      uneventful.change(current.rowsPerSecond(), current.rowsBurst());
      eventful.change(current.eventfulRowsPerSecond(), current.eventfulRowsPerSecond());
    }
    boolean isEventful =
        summary.level().atLeast(Level.WARN) || current.rules().isSlow(summary.durationMicros());
    if ((isEventful ? eventful : uneventful).tryTake(System.nanoTime())) {
      return true;
    }
    (isEventful ? eventfulLeftOut : uneventfulLeftOut).incrementAndGet();
    return false;
  }

  /** Takes new settings for the next exchange. Any thread. */
  void reconfigure(LogSettings next) {
    settings = next;
  }

  LogSettings settings() {
    return settings;
  }

  /** Requests that the rules keep from becoming a row. */
  long excluded() {
    return excluded.get();
  }

  /** Uneventful rows that found the budget used up. */
  long uneventfulLeftOut() {
    return uneventfulLeftOut.get();
  }

  /** Rows from WARN up, and slow ones, that found their budget used up. */
  long eventfulLeftOut() {
    return eventfulLeftOut.get();
  }
}
