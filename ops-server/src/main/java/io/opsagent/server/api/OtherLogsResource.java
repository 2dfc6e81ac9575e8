package io.opsagent.server.api;

import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/**
 * Logs of outgoing requests and of alerts (spec 1.17, state A). None is recorded yet: lists are
 * empty, no id is found, and there is nothing to delete. What a caller sends is checked all the
 * same, so that he meets the same errors as later.
 */
final class OtherLogsResource {
  private static final long MAX_ROWS = 100;
  private static final Set<String> REQUEST_ORDER =
      Set.of("time", "duration", "in_traffic", "out_traffic", "length");
  private static final Set<String> ALERT_ORDER =
      Set.of("time", "recovered_time", "latest_time", "latest_alarm_time", "count", "duration");

  void requests(Context ctx) {
    list(ctx, REQUEST_ORDER);
  }

  void alerts(Context ctx) {
    list(ctx, ALERT_ORDER);
  }

  void detail(Context ctx) {
    Long id = QueryParameters.parse(ctx.queryString()).integer("id");
    throw id == null
        ? ApiException.badRequest("required item: 'id' is absence")
        : ApiException.notFound();
  }

  void deleteRequests(Context ctx) {
    checkTimes(QueryParameters.parse(ctx.queryString()));
    AuditTrail.detail(ctx, "0 rows deleted");
    Answers.send(ctx, Envelope.ofResult(null));
  }

  private static void list(Context ctx, Set<String> columns) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    if (!String.valueOf(parameters.text("rows")).isBlank()) {
      parameters.integerWithin("rows", 0, MAX_ROWS);
    }
    parameters.integerWithin("page", 1, Long.MAX_VALUE);
    parameters.integerWithin("offset", 0, Long.MAX_VALUE);
    checkTimes(parameters);
    for (String term : parameters.list("order")) {
      if (!columns.contains(term.startsWith("-") ? term.substring(1) : term)) {
        throw QueryParameters.constraint("order", "<enum>: " + columns.stream().sorted().toList());
      }
    }
    Answers.send(ctx, Envelope.ofRows(List.of(), 0));
  }

  private static void checkTimes(QueryParameters parameters) {
    parameters.time("time_gte", "time>=", "time>");
    parameters.time("time_lte", "time<=", "time<");
    parameters.time("start");
    parameters.time("end");
  }
}
