package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.statistics.LeftOutRows;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import io.opsagent.storage.ServiceLogTerm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is counted of rows and what deletes them: {@code GET /logs/service/values} (spec 1.14),
 * {@code GET /logs/realtime} (1.16), {@code DELETE /logs} and {@code DELETE /logs/service} (1.15).
 * Rows are looked at for two seconds, {@value #MAX_ROWS} at most, the newest first; what is missing
 * then is said in headers.
 */
final class LogSummaryResource {
  /** So many rows say how values are spread, and are read in two seconds. */
  static final int MAX_ROWS = 200_000;

  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final long DEFAULT_WITHIN_SECONDS = 3_600;
  private static final long MAX_WITHIN_SECONDS = 7_200;
  private static final long MAX_TOP = 1_000;

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final LeftOutRows leftOut;
  private final LogDeletion deletion;
  private final Clock clock;

  LogSummaryResource(
      ServiceLogRepository serviceLogs,
      String service,
      Supplier<LogPrivacy> privacy,
      LeftOutRows leftOut,
      Clock clock) {
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.privacy = privacy;
    this.leftOut = leftOut;
    this.deletion = new LogDeletion(serviceLogs);
    this.clock = clock;
  }

  void values(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    Optional<ServiceLogFilter> filter =
        ServiceLogQueryReader.readFilter(service, parameters, List.of());
    LogValues values = new LogValues();
    filter.ifPresent(rows -> scan(ctx, rows, values::add));
    Answers.send(ctx, Envelope.ofResult(values.view()));
  }

  void realtime(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    Long within = parameters.integerWithin("within", 1, MAX_WITHIN_SECONDS);
    int ips = top(parameters, "ips");
    int users = top(parameters, "users");
    int endpoints = top(parameters, "endpoints");
    List<String> apis = parameters.list("apis");
    Instant now = clock.instant();
    Instant from = now.minusSeconds(within == null ? DEFAULT_WITHIN_SECONDS : within);
    List<ServiceLogTerm> terms =
        apis.isEmpty()
            ? List.of()
            : List.of(new ServiceLogTerm.OneOf(ServiceLogTerm.Field.ENDPOINT, apis, false));
    RealtimeSummary summary = new RealtimeSummary(now, privacy.get());
    scan(ctx, LogFilters.since(service, from, terms), summary::add);
    Answers.send(ctx, Envelope.ofResult(summary.view(ips, users, endpoints)));
  }

  private static int top(QueryParameters parameters, String name) {
    Long most = parameters.integerWithin(name, 0, MAX_TOP);
    return most == null ? 0 : most.intValue();
  }

  void delete(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    // Only rows of the caller's own node, or of none.
    ServiceLogTerm own = new ServiceLogTerm.OfNode(LogDeletion.nodeOf(ctx));
    deletion.run(ctx, ServiceLogQueryReader.readFilter(service, parameters, List.of(own)));
    Answers.send(ctx, Envelope.ofResult(null));
  }

  private void scan(Context ctx, ServiceLogFilter filter, Consumer<ServiceLogFacts> facts) {
    ServiceLogScan scan = serviceLogs.scan(filter, MAX_ROWS, MAX_TIME, facts);
    if (!scan.isComplete()) {
      ctx.header(LogResource.INCOMPLETE, scan.rows() >= MAX_ROWS ? "rows" : "time");
      ctx.header(LogResource.LOWER_BOUND, Long.toString(scan.rows()));
    }
    Map<String, Long> missing = leftOut.counts(filter.timeGte(), filter.timeLte());
    if (!missing.isEmpty()) {
      ctx.header(LogResource.LEFT_OUT, LeftOutRows.text(missing));
    }
  }
}
