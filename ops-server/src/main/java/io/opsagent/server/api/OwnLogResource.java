package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogDeletion;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogOrder.Column;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/logs}: the captured requests as OpsAgent's own resource, in pages by key in both
 * directions. A page is sought for two seconds; the answer says whether that was enough.
 */
final class OwnLogResource {
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final long MAX_COUNT = 10_000;

  /** Columns that rows are ordered by, by their names; without {@code -} the smallest first. */
  private static final Map<String, Column> SORTED =
      Map.of(
          "time", Column.TIME,
          "duration", Column.DURATION,
          "in", Column.IN_TRAFFIC,
          "out", Column.OUT_TRAFFIC);

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final LeftOutRows leftOut;
  private final LogLife life;
  private final LogDeletion deletion;

  OwnLogResource(
      ServiceLogRepository serviceLogs,
      String service,
      Supplier<LogPrivacy> privacy,
      LeftOutRows leftOut,
      LogLife life) {
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.privacy = privacy;
    this.leftOut = leftOut;
    this.life = life;
    this.deletion = new LogDeletion(serviceLogs);
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    ServiceLogFilter filter = OwnLogQuery.filter(service, parameters);
    Long asked = parameters.integerWithin("limit", 1, MAX_LIMIT);
    int limit = asked == null ? DEFAULT_LIMIT : asked.intValue();
    long deadlineNanos = System.nanoTime() + MAX_TIME.toNanos();
    Page page = page(parameters, filter, limit);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    LogPrivacy hidden = privacy.get();
    answer.put("items", page.rows.stream().map(row -> LogView.brief(row, hidden)).toList());
    answer.put("next", page.isByTime && page.isFull ? key(page.rows, page.rows.size() - 1) : null);
    answer.put("previous", page.isByTime ? key(page.rows, 0) : null);
    if (Boolean.TRUE.equals(parameters.bool("count"))) {
      ServiceLogCount count = serviceLogs.count(filter, MAX_COUNT, left(deadlineNanos));
      answer.put("count", count.rows());
      answer.put("countIsExact", count.isExact());
    }
    answer.put("leftOut", leftOut.counts(filter.timeGte(), filter.timeLte()));
    answer.putAll(life.reach(filter.timeGte(), page.isComplete, null));
    Answers.send(ctx, answer);
  }

  void get(Context ctx) {
    OptionalLong id = InstanceId.parse(LogView.KIND, ctx.pathParam("id"));
    ServiceLog log =
        (id.isPresent() ? serviceLogs.find(service, id.getAsLong()) : Optional.<ServiceLog>empty())
            .orElseThrow(ApiException::notFound);
    Answers.send(ctx, LogView.full(log, privacy.get(), life.expiresAt(log)));
  }

  /** Deletes by filter; a span of time is needed, so that nobody deletes all by mistake. */
  void delete(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    ServiceLogFilter filter = OwnLogQuery.filter(service, parameters);
    if (filter.timeLte() == null) {
      throw ApiException.badRequest(
          "'to' is missing (send the end of the span whose rows are to be deleted, such as now)");
    }
    ServiceLogDeletion done = deletion.run(ctx, Optional.of(filter));
    Answers.send(ctx, Map.of("deleted", done.rows(), "complete", done.isComplete()));
  }

  /** Rows of an answer, and what is known of them. */
  private record Page(
      List<ServiceLog> rows, boolean isComplete, boolean isFull, boolean isByTime) {}

  private Page page(QueryParameters parameters, ServiceLogFilter filter, int limit) {
    ServiceLogOrder order = order(parameters.text("sort"));
    boolean isByTime = order.column() == Column.TIME;
    ServiceLogKey before = ServiceLogQueryReader.key(parameters, "before");
    ServiceLogKey after = ServiceLogQueryReader.key(parameters, "after");
    if ((before != null || after != null) && !isByTime || (before != null && after != null)) {
      throw ApiException.badRequest(
          "'before' and 'after' go with the order of time, and one of them at a time (leave out"
              + " sort, or the key)");
    }
    boolean newestFirst = order.descending();
    ServiceLogKey from = before == null ? after : before;
    if (from == null) {
      ServiceLogPage page = serviceLogs.page(filter, List.of(order), 0, limit, MAX_TIME);
      return new Page(page.rows(), page.isComplete(), page.rows().size() == limit, isByTime);
    }
    // Behind the row in the order that is shown, or in front of it.
    boolean isForward = before != null;
    ServiceLogPage page =
        serviceLogs.pageAfter(filter, newestFirst == isForward, from, limit, MAX_TIME);
    List<ServiceLog> rows = new ArrayList<>(page.rows());
    if (!isForward) {
      Collections.reverse(rows);
    }
    return new Page(rows, page.isComplete(), !isForward || rows.size() == limit, true);
  }

  private static ServiceLogOrder order(@Nullable String sort) {
    if (sort == null || sort.isBlank()) {
      return new ServiceLogOrder(Column.TIME, true);
    }
    boolean descending = sort.startsWith("-");
    Column column = SORTED.get(descending ? sort.substring(1) : sort);
    if (column == null) {
      throw ApiException.badRequest(
          "'sort' is '"
              + ApiException.echo(sort)
              + "' (allowed are "
              + String.join(", ", SORTED.keySet().stream().sorted().toList())
              + ", each also with - in front for the largest first)");
    }
    return new ServiceLogOrder(column, descending);
  }

  private static @Nullable String key(List<ServiceLog> rows, int index) {
    return rows.isEmpty() ? null : ServiceLogQueryReader.write(ServiceLogKey.of(rows.get(index)));
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }
}
