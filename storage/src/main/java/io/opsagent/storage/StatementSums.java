package io.opsagent.storage;

import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.statements.StatementFigures;
import io.opsagent.storage.statements.StatementOrder;
import io.opsagent.storage.statements.StatementSpan;
import io.opsagent.storage.statements.StatementSummary;
import io.opsagent.storage.statements.StatementTotal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the counts of statements of a span, some hours at a time and the newest first, so that a
 * month of very many different ones gives what was read when the time is over. For one thread.
 */
final class StatementSums {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_HOURS = 24;

  /** Statements that are told apart, each with a histogram. */
  private static final int MAX_SUMS = 5_000;

  private static final int MAX_DATABASES = 100;

  private final SearchRun run;
  private final StatementSpan span;
  private final Map<Long, StatementTotal> sums = new HashMap<>();
  private final SortedSet<String> databases = new TreeSet<>();
  private StatementFigures all = StatementFigures.NONE;
  private boolean isComplete = true;

  StatementSums(SearchRun run, StatementSpan span) {
    this.run = run;
    this.span = span;
  }

  StatementSummary run(StatementOrder order, int limit) {
    Instant countedFrom = span.to();
    try {
      Instant first = span.from().truncatedTo(ChronoUnit.HOURS);
      Instant oldest = oldest();
      if (oldest != null && first.isBefore(oldest)) {
        first = oldest;
      }
      Instant to = span.to();
      int hours = 1;
      while (oldest != null && !to.isBefore(first)) {
        Instant from = to.truncatedTo(ChronoUnit.HOURS).minus(HOUR.multipliedBy(hours - 1L));
        add(from.isBefore(first) ? first : from, to);
        countedFrom = from;
        to = from.minusNanos(1_000);
        hours = Math.min(MOST_HOURS, hours * 2);
      }
      return summary(order, limit, null);
    } catch (SearchRun.TimeOver e) {
      isComplete = false;
      return summary(order, limit, countedFrom);
    }
  }

  /** The first hour that is kept; null when there is none. Spans begin long before. */
  private @Nullable Instant oldest() throws SearchRun.TimeOver {
    List<Long> hours =
        run.numbers(
            "SELECT hour_micros FROM sql_statement_hour WHERE hour_micros >= ?"
                + " ORDER BY hour_micros LIMIT 1",
            List.of(Micros.of(span.from().truncatedTo(ChronoUnit.HOURS))));
    return hours.isEmpty() ? null : Micros.toInstant(hours.get(0));
  }

  private void add(Instant from, Instant to) throws SearchRun.TimeOver {
    String database = span.database();
    Conditions conditions =
        new Conditions()
            .equal("service", JdbiStatementRepository.service(span.service()))
            .within("hour_micros", Micros.of(from.truncatedTo(ChronoUnit.HOURS)), Micros.of(to))
            .equal(
                "database_name",
                TextColumn.fitOrNull(database, JdbiStatementRepository.DATABASE_CHARS))
            .equal("kind", span.kind());
    run.ask(
            "SELECT statement_hash, database_name, kind, requests, executions, errors, slow,"
                + " changed_rows, total_micros, max_micros, durations FROM sql_statement_hour"
                + conditions.where(),
            conditions.values(),
            query -> query.map((row, context) -> read(row)).list())
        .forEach(this::add);
  }

  private static StatementTotal read(ResultSet row) throws SQLException {
    long said = row.getLong(8);
    long rows = row.wasNull() ? -1 : said;
    StatementFigures figures =
        new StatementFigures(
            row.getLong(5), row.getLong(6), row.getLong(7), rows, row.getLong(9), row.getLong(10));
    return new StatementTotal(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        "",
        row.getLong(4),
        figures,
        DurationHistogram.of(row.getBytes(11)));
  }

  private void add(StatementTotal found) {
    all = all.plus(found.figures());
    if (databases.size() < MAX_DATABASES) {
      databases.add(found.database());
    }
    StatementTotal known = sums.get(found.hash());
    if (known != null) {
      known.durations().add(found.durations());
      sums.put(
          found.hash(),
          new StatementTotal(
              known.hash(),
              known.database(),
              known.kind(),
              "",
              known.requests() + found.requests(),
              known.figures().plus(found.figures()),
              known.durations()));
    } else if (sums.size() < MAX_SUMS) {
      sums.put(found.hash(), found);
    } else {
      isComplete = false;
    }
  }

  private StatementSummary summary(StatementOrder order, int limit, @Nullable Instant countedFrom) {
    List<StatementTotal> first =
        sums.values().stream().sorted(order.comparator()).limit(limit).toList();
    StatementFigures shown =
        first.stream()
            .map(StatementTotal::figures)
            .reduce(StatementFigures.NONE, StatementFigures::plus);
    StatementFigures other =
        sums.values().stream()
            .sorted(order.comparator())
            .skip(limit)
            .map(StatementTotal::figures)
            .reduce(StatementFigures.NONE, StatementFigures::plus);
    // Also those that were not told apart.
    StatementFigures rest =
        new StatementFigures(
            all.executions() - shown.executions(),
            all.errors() - shown.errors(),
            all.slow() - shown.slow(),
            other.rows(),
            all.totalMicros() - shown.totalMicros(),
            other.maxMicros());
    // First: it may take longer than there is time.
    List<StatementTotal> named = first.stream().map(this::withText).toList();
    return new StatementSummary(
        named,
        rest,
        sums.size() - (long) first.size(),
        List.copyOf(databases),
        isComplete,
        countedFrom);
  }

  /** One look into a key for each. */
  private StatementTotal withText(StatementTotal total) {
    return new StatementTotal(
        total.hash(),
        total.database(),
        total.kind(),
        text(total.hash()),
        total.requests(),
        total.figures(),
        total.durations());
  }

  private String text(long hash) {
    try {
      List<String> texts =
          run.ask(
              "SELECT statement_text FROM sql_statement_text WHERE service = ?"
                  + " AND statement_hash = ? LIMIT 1",
              List.of(JdbiStatementRepository.service(span.service()), hash),
              query -> query.mapTo(String.class).list());
      return texts.isEmpty() || texts.get(0) == null ? "" : texts.get(0);
    } catch (SearchRun.TimeOver e) {
      isComplete = false;
      return "";
    }
  }
}
