package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import io.opsagent.server.api.Coverage.Reach;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.statements.StatementFigures;
import io.opsagent.storage.statements.StatementOrder;
import io.opsagent.storage.statements.StatementRepository;
import io.opsagent.storage.statements.StatementSpan;
import io.opsagent.storage.statements.StatementSummary;
import io.opsagent.storage.statements.StatementTotal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/statements}: the statements of the application's requests, without literals, from
 * counts of each hour: the span begins with the hour of {@code from}.
 */
final class StatementResource {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> KINDS =
      List.of("select", "insert", "update", "delete", "other");

  private final StatementRepository statements;
  private final String service;
  private final Supplier<Configuration> configuration;
  private final Coverage coverage;
  private final Clock clock;

  StatementResource(
      StatementRepository statements,
      String service,
      Supplier<Configuration> configuration,
      Coverage coverage,
      Clock clock) {
    this.statements = statements;
    this.service = service;
    this.configuration = configuration;
    this.coverage = coverage;
    this.clock = clock;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan times = StatsSpan.read(parameters, clock);
    Long asked = parameters.integerWithin("limit", 1, MAX_LIMIT);
    StatementSummary summary =
        statements.summary(
            new StatementSpan(
                service,
                times.from(),
                times.to(),
                parameters.text("database"),
                kind(parameters.text("kind"))),
            order(parameters.text("sort")),
            asked == null ? DEFAULT_LIMIT : asked.intValue(),
            MAX_TIME);
    Instant from = times.from().truncatedTo(ChronoUnit.HOURS);
    Reach reach = coverage.ofSeries(from, HOUR);
    Answers.send(
        ctx,
        new Answer(
            from.toString(),
            times.to().toString(),
            summary.statements().stream().map(StatementResource::view).toList(),
            new Other(summary.otherStatements(), Figures.of(summary.other())),
            summary.databases(),
            configuration.get().get(MonitorKeys.SLOW_STATEMENT),
            Metadata.time(summary.countedFrom()),
            new Reach(
                reach.resolution(),
                reach.complete() && summary.isComplete(),
                reach.missing(),
                reach.expiredBefore())));
  }

  private static @Nullable String kind(@Nullable String kind) {
    if (kind != null && !KINDS.contains(kind)) {
      throw ApiException.badRequest(
          "'kind' is '"
              + ApiException.echo(kind)
              + "' (allowed are "
              + String.join(", ", KINDS)
              + "; leave it out for all)");
    }
    return kind;
  }

  private static StatementOrder order(@Nullable String sort) {
    if (sort == null) {
      return StatementOrder.TOTAL;
    }
    return Arrays.stream(StatementOrder.values())
        .filter(order -> word(order).equals(sort))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badRequest(
                    "'sort' is '"
                        + ApiException.echo(sort)
                        + "' (allowed are "
                        + Arrays.stream(StatementOrder.values())
                            .map(StatementResource::word)
                            .collect(Collectors.joining(", "))
                        + "; the largest come first)"));
  }

  private static String word(StatementOrder order) {
    return order.name().toLowerCase(Locale.ROOT);
  }

  private static Statement view(StatementTotal total) {
    StatementFigures figures = total.figures();
    return new Statement(
        String.format(Locale.ROOT, "%016x", total.hash()),
        total.text().isEmpty() ? null : total.text(),
        total.kind(),
        total.database(),
        total.requests(),
        figures.executions() == 0 ? 0 : figures.totalMicros() / figures.executions(),
        total.durations().micros(0.5),
        total.durations().micros(0.95),
        total.durations().micros(0.99),
        Figures.of(figures));
  }

  /**
   * Answer of {@code /v1/statements}.
   *
   * @param from beginning of the first hour
   * @param to last instant
   * @param items in the order that was asked for
   * @param other what is not among them
   * @param databases that statements of the span ran on, without secrets; to filter by
   * @param slowMillis from which duration on a statement is slow now
   * @param countedFrom how far back was counted when two seconds were not enough, else null
   * @param reach how far it reaches
   */
  record Answer(
      String from,
      String to,
      List<Statement> items,
      Other other,
      List<String> databases,
      long slowMillis,
      @Nullable String countedFrom,
      @JsonUnwrapped Reach reach) {}

  /**
   * One statement on one database.
   *
   * @param id 16 hex digits
   * @param text without literals; {@code other} for those beyond the bound of an hour, null where
   *     nobody knows it
   * @param kind {@code select}, {@code insert}, {@code update}, {@code delete} or {@code other}
   * @param database URL without secrets
   * @param requests in which it ran
   * @param meanMicros microseconds of an execution
   * @param p50Micros that half of the executions do not exceed
   * @param p95Micros that 95 % do not exceed
   * @param p99Micros that 99 % do not exceed
   * @param figures what was counted
   */
  record Statement(
      String id,
      @Nullable String text,
      String kind,
      String database,
      long requests,
      long meanMicros,
      long p50Micros,
      long p95Micros,
      long p99Micros,
      @JsonUnwrapped Figures figures) {}

  /**
   * The statements that are not named.
   *
   * @param statements how many different ones, as far as they were told apart
   * @param figures what was counted of them
   */
  record Other(long statements, @JsonUnwrapped Figures figures) {}

  /**
   * What was counted.
   *
   * @param count executions
   * @param totalMicros time of all executions
   * @param maxMicros of the longest one
   * @param errors executions that threw
   * @param slow executions that took {@code slowMillis} or more
   * @param rows that were inserted, changed or deleted; null where no driver said
   */
  record Figures(
      long count, long totalMicros, long maxMicros, long errors, long slow, @Nullable Long rows) {

    static Figures of(StatementFigures figures) {
      return new Figures(
          figures.executions(),
          figures.totalMicros(),
          figures.maxMicros(),
          figures.errors(),
          figures.slow(),
          figures.rows() < 0 ? null : (Long) figures.rows());
    }
  }
}
