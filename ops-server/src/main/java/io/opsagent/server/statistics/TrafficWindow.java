package io.opsagent.server.statistics;

import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted in the span of time that is going on, for all requests and each endpoint. The
 * number of endpoints is that of distinct routes, which has a cap. Drain thread only.
 */
final class TrafficWindow {
  private final Resolution resolution;
  private final Instant start;
  private final Instant end;
  private final Instant earliest;
  private final Traffic all;
  private final Map<String, Traffic> byEndpoint = new HashMap<>();
  private long second;
  private long inSecond;

  TrafficWindow(Resolution resolution, Instant time) {
    this.resolution = resolution;
    this.start = resolution.startOf(time, ZoneOffset.UTC);
    this.end = resolution.nextStart(start, ZoneOffset.UTC);
    this.earliest = start.minusSeconds(resolution.seconds());
    this.all = Traffic.empty(resolution.countsDistinct());
  }

  /** Whether a time is behind this span, or so long before it that the clock was set back. */
  boolean isOver(Instant time) {
    return !time.isBefore(end) || time.isBefore(earliest);
  }

  /**
   * Counts a request in this span.
   *
   * @param endpoint operation id, or null for none
   * @param ended end of the request
   */
  void add(@Nullable String endpoint, CountedRequest request, Instant ended) {
    request.countWithClientIn(all);
    countSecond(ended.getEpochSecond());
    if (endpoint != null) {
      request.countIn(of(endpoint));
    }
  }

  /** Counts requests that have no row in the log; those of an endpoint with it. */
  void addNotStored(@Nullable String endpoint, NotStored reason, long count) {
    all.addNotStored(reason, count);
    if (endpoint != null) {
      of(endpoint).addNotStored(reason, count);
    }
  }

  private Traffic of(String endpoint) {
    Traffic known = byEndpoint.get(endpoint);
    if (known == null) {
      known = Traffic.empty(resolution.countsDistinct());
      byEndpoint.put(endpoint, known);
    }
    return known;
  }

  private void countSecond(long of) {
    if (of != second) {
      all.maxPerSecond(inSecond);
      second = of;
      inSecond = 0;
    }
    inSecond++;
    all.maxPerSecond(inSecond);
  }

  Instant start() {
    return start;
  }

  boolean isEmpty() {
    return all.requests() == 0 && all.notStored().isEmpty();
  }

  /** What was counted, as rows; this window is not used any more. */
  List<SeriesRow> rows(String service, String writer, int part) {
    List<SeriesRow> rows = new ArrayList<>(byEndpoint.size() + 1);
    rows.add(new SeriesRow(service, SeriesRow.ALL, resolution, start, writer, part, all));
    byEndpoint.forEach(
        (endpoint, traffic) ->
            rows.add(new SeriesRow(service, endpoint, resolution, start, writer, part, traffic)));
    return rows;
  }

  /** What was counted so far, as rows of their own; this window goes on. */
  List<SeriesRow> rowsSoFar(String service, String writer, int part) {
    return rows(service, writer, part).stream()
        .map(
            row ->
                new SeriesRow(
                    service, row.endpoint(), resolution, start, writer, part, row.traffic().copy()))
        .toList();
  }
}
