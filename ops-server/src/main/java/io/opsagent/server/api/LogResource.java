package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogRepository;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /logs/service} and {@code GET /logs} (spec 1.12, 1.13). */
final class LogResource {
  /** Full rows hold bodies: only so many of them are in memory at once. */
  private static final int CHUNK_ROWS = 500;

  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;

  LogResource(ServiceLogRepository serviceLogs, String service, Supplier<LogPrivacy> privacy) {
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
    Collection<BriefLog> rows = rows(query);
    Answers.send(ctx, Envelope.ofRows(rows, serviceLogs.count(query.filter())));
  }

  void detail(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    Long id = parameters.integer("id");
    if (id == null) {
      throw ApiException.badRequest("required item: 'id' is absence");
    }
    ServiceLog log = serviceLogs.find(service, id).orElseThrow(ApiException::notFound);
    Answers.send(ctx, Envelope.ofResult(DetailLog.of(log, privacy.get())));
  }

  /** By id, since a row that arrives between two chunks moves the others on. */
  private Collection<BriefLog> rows(ServiceLogQuery query) {
    LogPrivacy hidden = privacy.get();
    Map<Long, BriefLog> rows = new LinkedHashMap<>();
    int read = 0;
    while (read < query.limit()) {
      int wanted = Math.min(CHUNK_ROWS, query.limit() - read);
      long skipped =
          query.offset() > Long.MAX_VALUE - read ? query.offset() : query.offset() + read;
      List<ServiceLog> chunk = serviceLogs.list(query.filter(), query.order(), skipped, wanted);
      for (ServiceLog log : chunk) {
        rows.putIfAbsent(log.id(), BriefLog.of(log, hidden));
      }
      if (chunk.size() < wanted) {
        break;
      }
      read += wanted;
    }
    return rows.values();
  }
}
