package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.rules.Level;
import io.opsagent.rules.RowBudget;
import io.opsagent.server.errors.SeenError;
import io.opsagent.server.sql.SqlReader;
import io.opsagent.server.sql.SqlUse;
import io.opsagent.server.statistics.CountedRequest;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.series.NotStored;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an exchange behind the ring: every one is counted, some become a row
 * (operations-api.md 6.2). A row is formatted only when the rules keep it, the budget allows it and
 * the queue has room, because that is the dear part. Drain thread only, but for the settings and
 * the figures.
 */
final class Recorder {
  private final Function<Exchange, ExchangeSummary> reader;
  private final TrafficCounter statistics;
  private final ExchangeFormatter formatter;
  private final LogQueue queue;
  private final RowObservers observers;
  private final SqlReader statements = new SqlReader();
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
   * @param observers hear of every exception and of every row
   */
  Recorder(
      Function<Exchange, ExchangeSummary> reader,
      TrafficCounter statistics,
      ExchangeFormatter formatter,
      LogQueue queue,
      RowObservers observers,
      LogSettings settings) {
    this.reader = reader;
    this.statistics = statistics;
    this.formatter = formatter;
    this.queue = queue;
    this.observers = observers;
    this.settings = settings;
    this.budgeted = settings;
    long now = System.nanoTime();
    this.uneventful = new RowBudget(settings.rowsPerSecond(), settings.rowsBurst(), now);
    this.eventful =
        new RowBudget(settings.eventfulRowsPerSecond(), settings.eventfulRowsPerSecond(), now);
  }

  void record(Exchange exchange) {
    LogSettings current = settings;
    ExchangeSummary summary = summaryOf(exchange, current);
    CountedRequest counted = summary.counted();
    statistics.count(counted);
    observers.requests().count(summary.method(), summary.endpoint().route(), counted);
    SqlUse sql = statements.read(exchange);
    if (sql != null && !sql.statements().isEmpty()) {
      observers.statements().accept(counted.ended(), sql);
    }
    boolean kept =
        current
            .rules()
            .isKept(
                summary.level(),
                summary.method(),
                summary.status(),
                exchange.isExcludedByHeader(),
                exchange.failure() != null || exchange.logged() != null);
    NotStored reason = kept ? reasonAgainst(current, summary) : NotStored.EXCLUDED;
    ExceptionReader.Read exception = reason == null ? formatter.exceptionOf(exchange) : null;
    if (reason == null) {
      ServiceLog row = formatter.format(exchange, summary, current, exception, sql);
      observers.live().accept(row);
      reason = queue.offer(row) ? null : NotStored.QUEUE;
    }
    Throwable failure = exchange.failure();
    if (failure != null) {
      observers.errors().count(seen(summary, counted, failure, exception, reason == null));
    }
    if (reason != null) {
      statistics.notStored(counted, reason);
      count(reason);
    }
  }

  /**
   * An error that the application logged raises the level, where that is wanted; never lowers it.
   */
  private ExchangeSummary summaryOf(Exchange exchange, LogSettings current) {
    ExchangeSummary summary = reader.apply(exchange);
    LoggedMessages logged = exchange.logged();
    return current.levelFromMessages() && logged != null && logged.hasErrors()
        ? summary.withLevel(Level.ERROR)
        : summary;
  }

  private static SeenError seen(
      ExchangeSummary summary,
      CountedRequest counted,
      Throwable failure,
      ExceptionReader.@Nullable Read exception,
      boolean isStored) {
    return new SeenError(
        summary.time(),
        counted.ended(),
        failure.getClass().getName(),
        exception == null ? null : exception.fingerprint(),
        exception == null ? null : exception.place(),
        exception == null ? null : exception.message(),
        summary.endpoint().ident(),
        summary.endpoint().route(),
        isStored);
  }

  /** Null when nothing speaks against a row. */
  private @Nullable NotStored reasonAgainst(LogSettings current, ExchangeSummary summary) {
    if (current != budgeted) {
      budgeted = current;
      uneventful.change(current.rowsPerSecond(), current.rowsBurst());
      eventful.change(current.eventfulRowsPerSecond(), current.eventfulRowsPerSecond());
    }
    boolean isEventful =
        summary.level().atLeast(Level.WARN) || current.rules().isSlow(summary.durationMicros());
    if (!(isEventful ? eventful : uneventful).tryTake(System.nanoTime())) {
      return isEventful ? NotStored.EVENTFUL_BUDGET : NotStored.BUDGET;
    }
    return queue.hasRoom() ? null : NotStored.QUEUE;
  }

  private void count(NotStored reason) {
    switch (reason) {
      case EXCLUDED -> excluded.incrementAndGet();
      case BUDGET -> uneventfulLeftOut.incrementAndGet();
      case EVENTFUL_BUDGET -> eventfulLeftOut.incrementAndGet();
      default -> {
        // The queue counts what it refuses, by its own reasons.
      }
    }
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
