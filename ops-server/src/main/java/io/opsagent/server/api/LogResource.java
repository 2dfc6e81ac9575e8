package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.net.PlatformRows;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /logs/service} and {@code GET /logs} (spec 1.12, 1.13). A list is sought for two
 * seconds; what is missing then is said in headers.
 */
final class LogResource {
  /** Present when the time was over before all rows of the page were found. */
  static final String INCOMPLETE = "X-Result-Incomplete";

  /** Present when there are more rows than {@code count} says, or may be. */
  static final String LOWER_BOUND = "X-Count-Lower-Bound";

  /** What {@code after} takes for the page behind this one. */
  static final String NEXT = "X-Next-After";

  /** How many requests of the span have no row, by the reason; absent when all have one. */
  static final String LEFT_OUT = "X-Rows-Left-Out";

  /** Full rows hold bodies: only so many of them are in memory at once. */
  private static final int CHUNK_ROWS = 500;

  private static final long MAX_COUNT = 10_000;
  private static final Duration MAX_TIME = Duration.ofSeconds(2);

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final LeftOutRows leftOut;

  LogResource(
      ServiceLogRepository serviceLogs,
      String service,
      Supplier<LogPrivacy> privacy,
      LeftOutRows leftOut) {
    this.leftOut = leftOut;
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.privacy = privacy;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    ServiceLogQuery query = ServiceLogQueryReader.read(service, parameters);
    if (query.findsNothing()) {
      Answers.send(ctx, Envelope.ofRows(List.of(), 0));
      return;
    }
    long deadlineNanos = System.nanoTime() + MAX_TIME.toNanos();
    Rows rows = rows(query, deadlineNanos);
    ServiceLogCount count = count(query, rows, deadlineNanos);
    if (!rows.complete) {
      ctx.header(INCOMPLETE, "time");
    }
    if (!count.isExact()) {
      ctx.header(LOWER_BOUND, Long.toString(count.rows()));
    }
    if (rows.last != null && query.isByTime()) {
      ctx.header(NEXT, ServiceLogQueryReader.write(rows.last));
    }
    String missing = leftOut.between(query.filter().timeGte(), query.filter().timeLte());
    if (!missing.isEmpty()) {
      ctx.header(LEFT_OUT, missing);
    }
    Answers.send(ctx, Envelope.ofRows(rows.byId.values(), count.rows()));
  }

  void detail(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    Long id = parameters.integer("id");
    if (id == null) {
      throw ApiException.badRequest("required item: 'id' is absence");
    }
    ServiceLog log =
        serviceLogs
            .find(service, id)
            .or(() -> serviceLogs.find(PlatformRows.serviceOf(service), id))
            .orElseThrow(ApiException::notFound);
    Answers.send(ctx, Envelope.ofResult(DetailLog.of(log, privacy.get())));
  }

  private Rows rows(ServiceLogQuery query, long deadlineNanos) {
    LogPrivacy hidden = privacy.get();
    Rows rows = new Rows();
    int read = 0;
    while (read < query.limit()) {
      int wanted = Math.min(CHUNK_ROWS, query.limit() - read);
      ServiceLogPage chunk = chunk(query, rows.last, read, wanted, left(deadlineNanos));
      for (ServiceLog log : chunk.rows()) {
        rows.add(log, hidden);
      }
      rows.complete = chunk.isComplete();
      if (!rows.complete || chunk.rows().size() < wanted) {
        break;
      }
      read += wanted;
    }
    return rows;
  }

  private ServiceLogPage chunk(
      ServiceLogQuery query, @Nullable ServiceLogKey last, int read, int wanted, Duration maxTime) {
    ServiceLogKey after = last == null ? query.after() : last;
    if (after != null && query.isByTime()) {
      boolean newestFirst = query.order().get(0).descending();
      return serviceLogs.pageAfter(query.filter(), newestFirst, after, wanted, maxTime);
    }
    long skipped = query.offset() > Long.MAX_VALUE - read ? query.offset() : query.offset() + read;
    return serviceLogs.page(query.filter(), query.order(), skipped, wanted, maxTime);
  }

  /** The count knows no pages; what the page shows is counted at least. */
  private ServiceLogCount count(ServiceLogQuery query, Rows rows, long deadlineNanos) {
    int found = rows.byId.size();
    long shown = found == 0 || query.after() != null ? found : query.offset() + found;
    if (!rows.complete) {
      return new ServiceLogCount(shown, false);
    }
    ServiceLogCount counted = serviceLogs.count(query.filter(), MAX_COUNT, left(deadlineNanos));
    return counted.isExact()
        ? counted
        : new ServiceLogCount(Math.max(shown, counted.rows()), false);
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  /** What was found. By id, since a row that arrives between two chunks moves the others on. */
  private static final class Rows {
    private final Map<Long, BriefLog> byId = new LinkedHashMap<>();
    private @Nullable ServiceLogKey last;
    private boolean complete = true;

    void add(ServiceLog log, LogPrivacy hidden) {
      byId.putIfAbsent(log.id(), BriefLog.of(log, hidden));
      last = ServiceLogKey.of(log);
    }
  }
}
