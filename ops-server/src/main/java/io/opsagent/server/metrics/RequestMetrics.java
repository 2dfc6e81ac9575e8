package io.opsagent.server.metrics;

import io.opsagent.rules.RouteTable;
import io.opsagent.server.statistics.CountedRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests by method and route, counted on the drain thread for everything that comes out of the
 * ring. At most {@value #MAX_ENDPOINTS} pairs have figures of their own; later ones are counted
 * together under {@code (other)}. Names follow the conventions of OpenTelemetry for HTTP servers.
 */
public final class RequestMetrics implements MetricSource {
  static final int MAX_ENDPOINTS = 200;

  /** Route of a request that nothing was mapped to. */
  static final String NO_ROUTE = "(none)";

  /** Clients can invent others. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private static final String[] STATUS_CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

  private final Map<Endpoint, EndpointCounts> counts = new ConcurrentHashMap<>();
  private final AtomicLong withoutPlace = new AtomicLong();
  private final Supplier<InFlight> inFlight;

  private record Endpoint(String method, String route) {}

  /**
   * Requests that are being served.
   *
   * @param requests how many
   * @param oldestSeconds age of the oldest; 0 without one
   */
  public record InFlight(int requests, double oldestSeconds) {}

  /**
   * Nothing counted yet.
   *
   * @param inFlight asked at each scrape
   */
  public RequestMetrics(Supplier<InFlight> inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * Counts a request. Drain thread.
   *
   * @param method as the client sent it
   * @param route pattern, or null for none
   */
  public void count(String method, @Nullable String route, CountedRequest request) {
    Endpoint endpoint =
        new Endpoint(
            METHODS.contains(method) ? method : RouteTable.OTHER, route == null ? NO_ROUTE : route);
    EndpointCounts known = counts.get(endpoint);
    (known == null ? admit(endpoint) : known).add(request);
  }

  private EndpointCounts admit(Endpoint endpoint) {
    if (counts.size() < MAX_ENDPOINTS) {
      return counts.computeIfAbsent(endpoint, k -> new EndpointCounts());
    }
    withoutPlace.incrementAndGet();
    return counts.computeIfAbsent(
        new Endpoint(RouteTable.OTHER, RouteTable.OTHER), k -> new EndpointCounts());
  }

  @Override
  public void collect(MetricPage page) {
    MetricPage.Family durations =
        page.histogram(
            "http_server_request_duration_seconds", "Time from arrival to the end of the answer.");
    MetricPage.Family requests =
        page.counter("http_server_requests", "Requests that ended, by class of status.");
    MetricPage.Family errors =
        page.counter(
            "http_server_errors", "Requests with a status of 500 and more or an exception.");
    MetricPage.Family in =
        page.counter("http_server_request_bytes", "Bytes of requests, with their heads.");
    MetricPage.Family out =
        page.counter("http_server_response_bytes", "Bytes of answers, with their heads.");
    counts.forEach(
        (endpoint, one) -> {
          EndpointCounts.Snapshot now = one.snapshot();
          String[] labels = {"method", endpoint.method(), "route", endpoint.route()};
          durations.add(EndpointCounts.BOUNDS_SECONDS, now.buckets(), now.sumSeconds(), labels);
          for (int i = 0; i < STATUS_CLASSES.length; i++) {
            if (now.byStatusClass()[i] > 0) {
              requests.add(
                  now.byStatusClass()[i],
                  "method",
                  endpoint.method(),
                  "route",
                  endpoint.route(),
                  "status",
                  STATUS_CLASSES[i]);
            }
          }
          // Also 0, so that the first error is an increase.
          errors.add(now.errors(), labels);
          in.add(now.inBytes(), labels);
          out.add(now.outBytes(), labels);
        });
    InFlight open = inFlight.get();
    page.gauge("http_server_active_requests", "Requests that are being served.")
        .add(open.requests());
    page.gauge("http_server_oldest_active_request_seconds", "Age of the oldest of these.")
        .add(open.oldestSeconds());
    page.counter(
            "opsagent_requests_without_own_route",
            "Requests counted under (other), because all places were taken.")
        .add(withoutPlace.get());
  }
}
