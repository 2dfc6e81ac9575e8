package io.opsagent.server.api;

import java.util.List;

/** The routes on statistics, the verdict and the agent itself, as the document has them. */
final class StatsOperations {
  private StatsOperations() {}

  static List<OwnOperation> all() {
    OwnSchema capture = OwnSchema.ofRecord(CaptureResource.Page.class);
    return List.of(
        span(OwnOperation.get(
                "/v1/stats/endpoints",
                "What was counted of each endpoint, the busiest first.",
                OwnSchema.ofRecord(StatsResource.Endpoints.class)))
            .parameter("rows", OwnSchema.integer(), "How many endpoints: 1 to 1000; 100.")
            .parameter(
                "step",
                OwnSchema.integer(),
                "Seconds as of /v1/stats/series: counts step by step of up to 50 endpoints that are"
                    + " named."),
        span(OwnOperation.get(
                "/v1/stats/series",
                "What was counted of one endpoint, or of all, step by step.",
                OwnSchema.ofRecord(StatsResource.Series.class)))
            .parameter(
                "step",
                OwnSchema.integer(),
                "Seconds: 30, 60, 300, 900, 1800, 3600, 21600, 43200, 86400; without it about 100"
                    + " points."),
        OwnOperation.get(
                "/v1/statements",
                "The statements of the application's requests, without literals, counted by the"
                    + " hour.",
                OwnSchema.ofRecord(StatementResource.Answer.class))
            .parameter("from", OwnSchema.text(), "Any form of time; an hour before the end.")
            .parameter("to", OwnSchema.text(), "Any form of time; now.")
            .parameter(
                "sort",
                OwnSchema.oneOf("total", "count", "p95", "errors", "slow", "max"),
                "The largest first; total is the time of all executions.")
            .parameter("database", OwnSchema.text(), "Only those of this one of databases.")
            .parameter(
                "kind",
                OwnSchema.oneOf("select", "insert", "update", "delete", "other"),
                "Only those of this kind.")
            .parameter("limit", OwnSchema.integer(), "1 to 500; 100."),
        OwnOperation.get(
            "/v1/verdict",
            "One sentence on the state of the service, by fixed rules.",
            OwnSchema.ofRecord(VerdictResource.Answer.class)),
        OwnOperation.get(
            "/v1/settings",
            "Every setting with its value, default and origin; secrets are masked.",
            OwnSchema.ofRecord(SettingsResource.Settings.class)),
        OwnOperation.get(
            "/v1/agent",
            "The agent about itself: what it caught, lost, and could not attach to.",
            OwnSchema.ofRecord(AgentResource.Page.class)),
        OwnOperation.get("/v1/switches", "The live switches of capture.", capture),
        change("/v1/switches", capture),
        OwnOperation.get("/v1/agent/capture", "The same as /v1/switches.", capture),
        change("/v1/agent/capture", capture));
  }

  private static OwnOperation span(OwnOperation operation) {
    return operation
        .parameter("from", OwnSchema.text(), "Any form of time; an hour before the end.")
        .parameter("to", OwnSchema.text(), "Any form of time; now.")
        .parameter("endpoint", OwnSchema.text(), "Operation id of one endpoint.")
        .parameter("cmp", OwnSchema.bool(), "Whether the span before is answered, too.");
  }

  private static OwnOperation change(String path, OwnSchema capture) {
    return OwnOperation.patch(
        path,
        "Switches parts of capture; null takes the API's word back.",
        OwnSchema.object()
            .withMaybe("switches", OwnSchema.map(OwnSchema.bool().orNull()))
            .withMaybe("resetBreakers", OwnSchema.bool()),
        "{\"switches\": {\"capture.enabled\": true}, \"resetBreakers\": false}",
        capture);
  }
}
