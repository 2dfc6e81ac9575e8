package io.opsagent.server.api;

import java.util.List;

/** The routes on captured requests and on errors, as the document has them. */
final class LogOperations {
  private static final OwnSchema TEXT = OwnSchema.text().orNull();
  private static final OwnSchema NUMBER = OwnSchema.integer().orNull();
  private static final OwnSchema TIME = OwnSchema.time().orNull();
  private static final OwnSchema COUNTS = OwnSchema.map(OwnSchema.integer());

  /** Rows of the live tail have no id yet. */
  private static final OwnSchema LOG =
      OwnSchema.resource()
          .with("service", OwnSchema.text())
          .with("requestId", TEXT)
          .with("traceId", TEXT)
          .with("time", OwnSchema.time())
          .with("durationMicros", NUMBER)
          .with("level", OwnSchema.text())
          .with("outcome", TEXT)
          .with("status", NUMBER)
          .with("scheme", TEXT)
          .with("method", TEXT)
          .with("path", TEXT)
          .with("url", TEXT)
          .with("route", TEXT)
          .with("endpoint", TEXT)
          .with("handler", TEXT)
          .with("ip", TEXT)
          .with("user", TEXT)
          .with("requestType", TEXT)
          .with("responseType", TEXT)
          .with("lengthBytes", NUMBER)
          .with("inBytes", NUMBER)
          .with("outBytes", NUMBER)
          .with("exceptionType", TEXT)
          .with("fingerprint", TEXT)
          .with("instance", NUMBER)
          .with("volatile", OwnSchema.bool())
          .with("hasBody", OwnSchema.bool())
          .with("userAgent", OwnSchema.any())
          .with("threadName", TEXT)
          .with(
              "sql",
              OwnSchema.object()
                  .with("count", OwnSchema.integer())
                  .with("timeMicros", OwnSchema.integer())
                  .with("connectionWaitMicros", OwnSchema.integer())
                  .with("errors", OwnSchema.integer())
                  .orNull());

  private static final OwnSchema WHOLE_LOG =
      LOG.with("protocol", TEXT)
          .with("public", OwnSchema.bool())
          .with("peer", TEXT)
          .with("query", OwnSchema.any())
          .with("requestHeaders", OwnSchema.any())
          .with("responseHeaders", OwnSchema.any())
          .with("requestBody", OwnSchema.any())
          .with("responseBody", OwnSchema.any())
          .with("trace", OwnSchema.any())
          .with("messages", OwnSchema.any())
          .with("capture", OwnSchema.any())
          .with("threadId", NUMBER)
          .with("workerPid", NUMBER)
          .with("worker", NUMBER)
          .with("expiresAt", OwnSchema.time());

  private static final OwnSchema GROUP =
      OwnSchema.object()
          .with("id", TEXT)
          .with("instanceID", TEXT)
          .with("name", OwnSchema.text())
          .with("extend", OwnSchema.map(OwnSchema.any()))
          .with("createdAt", OwnSchema.time())
          .with("updatedAt", OwnSchema.time())
          .with("fingerprint", TEXT)
          .with("exceptionType", OwnSchema.text())
          .with("place", TEXT)
          .with("message", TEXT)
          .with("count", OwnSchema.integer())
          .with("notStored", OwnSchema.integer())
          .with("firstSeen", OwnSchema.time())
          .with("lastSeen", OwnSchema.time())
          .with("isNew", OwnSchema.bool())
          .with("endpoints", OwnSchema.list(OwnSchema.ofRecord(ErrorResource.At.class)))
          .with("endpointsLeftOut", OwnSchema.integer());

  private LogOperations() {}

  static List<OwnOperation> all() {
    return List.of(
        keys(filter(
                OwnOperation.get(
                    "/v1/logs",
                    "Captured requests, the newest first, in pages by key in both directions.",
                    expired(
                        OwnSchema.object()
                            .with("items", OwnSchema.list(LOG))
                            .with("next", TEXT)
                            .with("previous", TEXT)
                            .withMaybe("count", OwnSchema.integer())
                            .withMaybe("countIsExact", OwnSchema.bool())
                            .with("leftOut", COUNTS)))))
            .parameter("limit", OwnSchema.integer(), "1 to 500; 100.")
            .parameter(
                "sort",
                OwnSchema.text(),
                "time, duration, in or out; with - in front the largest first. -time.")
            .parameter("count", OwnSchema.bool(), "Whether rows are counted, up to 10000."),
        filter(
            OwnOperation.delete(
                "/v1/logs",
                "Deletes the captured requests of a filter; the parameter to is needed.",
                OwnSchema.object()
                    .with("deleted", OwnSchema.integer())
                    .with("complete", OwnSchema.bool()))),
        filter(
                OwnOperation.get(
                    "/v1/logs/facets",
                    "How often each value comes among the requests of a filter.",
                    expired(
                        span()
                            .with(
                                "facets",
                                OwnSchema.map(OwnSchema.ofRecord(LogFacetResource.View.class)))
                            .with("leftOut", COUNTS))))
            .parameter("facets", OwnSchema.text(), "Names of facets; all.")
            .parameter("limit", OwnSchema.integer(), "Values of a facet."),
        step(
            filter(
                OwnOperation.get(
                    "/v1/logs/histogram",
                    "Requests of a filter by time and class of status.",
                    expired(
                        span()
                            .with("stepSeconds", OwnSchema.integer())
                            .with("exact", OwnSchema.bool())
                            .with("countedFrom", TIME)
                            .with(
                                "points",
                                OwnSchema.list(
                                    OwnSchema.ofRecord(LogHistogramResource.Point.class)))
                            .with("leftOut", COUNTS))))),
        filter(
            OwnOperation.get(
                    "/v1/logs/stream",
                    "New requests as server-sent events: hello, gap, row, rate.",
                    OwnSchema.any())
                .answers(200, null)),
        OwnOperation.get("/v1/logs/{id}", "One captured request with all its parts.", WHOLE_LOG),
        OwnOperation.get(
                "/v1/errors",
                "Exceptions by type and place, counted by the hour, the most frequent first.",
                expired(
                    span()
                        .with("items", OwnSchema.list(GROUP))
                        .with("total", OwnSchema.integer())
                        .with("other", OwnSchema.integer())
                        .with("countedFrom", TIME)))
            .parameter("from", OwnSchema.text(), "Any form of time; an hour before the end.")
            .parameter("to", OwnSchema.text(), "Any form of time; now.")
            .parameter("endpoint", OwnSchema.text(), "Operation id of one endpoint.")
            .parameter("error", OwnSchema.text(), "One type of exception.")
            .parameter("limit", OwnSchema.integer(), "1 to 500; 100."),
        OwnOperation.get(
                "/v1/errors/{id}",
                "One exception by its fingerprint: where, when, and its requests.",
                expired(
                    span()
                        .with("group", GROUP.orNull())
                        .with("firstSeen", OwnSchema.time())
                        .with(
                            "series", OwnSchema.list(OwnSchema.ofRecord(ErrorResource.Point.class)))
                        .with("rows", OwnSchema.list(LOG))
                        .with("next", TEXT)))
            .parameter("from", OwnSchema.text(), "Any form of time; an hour before the end.")
            .parameter("to", OwnSchema.text(), "Any form of time; now.")
            .parameter("before", OwnSchema.text(), "Only older requests: next of a page."));
  }

  private static OwnSchema span() {
    return OwnSchema.object().with("from", OwnSchema.time()).with("to", OwnSchema.time());
  }

  private static OwnSchema expired(OwnSchema answer) {
    return answer.withReach().with("volatileExpiredBefore", TIME);
  }

  private static OwnOperation keys(OwnOperation operation) {
    return operation
        .parameter("before", OwnSchema.text(), "Only what is older: next of a page.")
        .parameter("after", OwnSchema.text(), "Only what is newer: previous of a page.");
  }

  private static OwnOperation step(OwnOperation operation) {
    return operation.parameter(
        "step", OwnSchema.integer(), "Seconds, as in /v1/stats/series; about 100 points.");
  }

  /** The filters of the console; a repeated name means "or", ! in front of a value "not". */
  private static OwnOperation filter(OwnOperation operation) {
    OwnOperation more =
        operation
            .parameter("from", OwnSchema.text(), "Any form of time.")
            .parameter("to", OwnSchema.text(), "Any form of time.")
            .parameter("status", OwnSchema.text(), "404, 500-599 or 5xx.")
            .parameter("min", OwnSchema.text(), "Shortest duration, such as 200ms.")
            .parameter("max", OwnSchema.text(), "Longest duration, such as 2s.")
            .parameter("text", OwnSchema.text(), "Part of a path, a message or an exception.");
    for (String name : LogTerms.FIELDS.keySet()) {
      more = more.parameter(name, OwnSchema.text(), "A value; repeated for or, with ! for not.");
    }
    return more;
  }
}
