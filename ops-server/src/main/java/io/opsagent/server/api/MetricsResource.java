package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.metrics.MetricPage;
import io.opsagent.server.metrics.MetricSource;
import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.metrics.MetricsText;
import io.opsagent.server.net.Refusals;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code GET /metrics} and {@code GET /{route}/metrics}: what Prometheus scrapes. {@code name[]}
 * and {@code prefix} choose metrics; both may be repeated.
 */
final class MetricsResource {
  private static final List<String> SUFFIXES =
      List.of("_total", "_info", "_bucket", "_count", "_sum");

  private final MetricsExporter exporter;
  private final MetricSource refused;

  MetricsResource(MetricsExporter exporter, Refusals refusals) {
    this.exporter = exporter;
    this.refused = page -> collect(page, refusals);
  }

  void get(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    MetricsText form =
        AcceptedType.prefersOpenMetrics(ctx.header("Accept"))
            ? MetricsText.OPEN_METRICS
            : MetricsText.PROMETHEUS;
    ctx.header("Vary", "Accept");
    ctx.contentType(form.contentType())
        .result(form.write(exporter.collect(wanted(parameters), refused)));
  }

  /** A name as it is written counts, too: with the suffix of its kind. */
  private static Predicate<String> wanted(QueryParameters parameters) {
    List<String> names = parameters.all("name");
    List<String> prefixes = parameters.all("prefix");
    if (names.isEmpty() && prefixes.isEmpty()) {
      return metric -> true;
    }
    return metric ->
        names.contains(metric)
            || SUFFIXES.stream().anyMatch(suffix -> names.contains(metric + suffix))
            || prefixes.stream().anyMatch(metric::startsWith);
  }

  private static void collect(MetricPage page, Refusals refusals) {
    refusals
        .counts()
        .forEach(
            (reason, count) ->
                page.counter(
                        "opsagent_api_requests_refused",
                        "Requests to the operations server that no route saw, by reason.")
                    .add(count, "reason", reason));
  }
}
