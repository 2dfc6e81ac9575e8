package io.opsagent.server.testkit;

import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Statistics as they were added; nothing is put together and nothing is deleted. */
public class InMemoryEndpointSeries implements EndpointSeriesRepository {
  private final List<SeriesRow> rows = new ArrayList<>();

  @Override
  public synchronized void add(List<SeriesRow> batch) {
    rows.addAll(batch);
  }

  private synchronized Stream<SeriesRow> rows(
      String service, Resolution resolution, Instant from, Instant to) {
    return List.copyOf(rows).stream()
        .filter(row -> row.service().equals(service) && row.resolution() == resolution)
        .filter(row -> !row.start().isBefore(from) && row.start().isBefore(to));
  }

  @Override
  public SortedMap<Instant, Traffic> series(
      String service, String endpoint, Resolution resolution, Instant from, Instant to) {
    SortedMap<Instant, Traffic> series = new TreeMap<>();
    rows(service, resolution, from, to)
        .filter(row -> row.endpoint().equals(endpoint))
        .forEach(
            row ->
                series
                    .computeIfAbsent(row.start(), k -> Traffic.empty(resolution.countsDistinct()))
                    .add(row.traffic()));
    return series;
  }

  @Override
  public Map<String, Traffic> totals(
      String service, Resolution resolution, Instant from, Instant to) {
    Map<String, Traffic> totals = new HashMap<>();
    rows(service, resolution, from, to)
        .forEach(
            row ->
                totals
                    .computeIfAbsent(
                        row.endpoint(), k -> Traffic.empty(resolution.countsDistinct()))
                    .add(row.traffic()));
    return totals;
  }

  @Override
  public Map<NotStored, Long> notStored(
      String service, Resolution resolution, Instant from, Instant to) {
    Map<NotStored, Long> all = new EnumMap<>(NotStored.class);
    rows(service, resolution, from, to)
        .filter(row -> row.endpoint().equals(SeriesRow.ALL))
        .forEach(
            row ->
                row.traffic()
                    .notStored()
                    .forEach((reason, count) -> all.merge(reason, count, Long::sum)));
    return all;
  }

  @Override
  public Set<Instant> touchedSince(
      String service, Resolution resolution, ZoneId zone, Instant since) {
    return Set.of();
  }

  @Override
  public boolean rollUp(String service, Resolution resolution, ZoneId zone, Instant start) {
    return false;
  }

  @Override
  public long deleteOld(Instant now, Duration maxAge) {
    return 0;
  }
}
