package io.opsagent.server.statistics;

import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was counted of a service in any span of time, read from rows of whatever resolution is
 * there. Half minutes count no different users and addresses: what happened in the last minutes is
 * missing in these two. Any thread; waits for the database and throws {@link StorageException}.
 */
public final class TrafficHistory {
  private final EndpointSeriesRepository repository;
  private final String service;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * A history.
   *
   * @param zone whose days were put together
   */
  public TrafficHistory(
      EndpointSeriesRepository repository, String service, ZoneId zone, Clock clock) {
    this.repository = repository;
    this.service = service;
    this.zone = zone;
    this.clock = clock;
  }

  /** What was counted of each endpoint, and under {@link SeriesRow#ALL} of the whole. */
  public Map<String, Traffic> totals(Instant from, Instant to) {
    Map<String, Traffic> totals = new HashMap<>();
    for (SeriesCover.Part part : cover(from, to, Resolution.DAY)) {
      repository
          .totals(service, part.resolution(), part.from(), part.to())
          .forEach((endpoint, traffic) -> add(totals, endpoint, traffic));
    }
    return totals;
  }

  /**
   * What was counted of one endpoint, step by step; steps without traffic are left out.
   *
   * @param endpoint operation id, or {@link SeriesRow#ALL}
   * @param step at least half a minute; hours and days begin with those of the clock
   */
  public SortedMap<Instant, Traffic> series(
      String endpoint, Instant from, Instant to, Duration step) {
    SortedMap<Instant, Traffic> steps = new TreeMap<>();
    for (SeriesCover.Part part : cover(from, to, coarsestWithin(step))) {
      repository
          .series(service, endpoint, part.resolution(), part.from(), part.to())
          .forEach((start, traffic) -> add(steps, startOf(start, step), traffic));
    }
    return steps;
  }

  /** How many requests have no row in the log, by the reason. */
  public Map<NotStored, Long> notStored(Instant from, Instant to) {
    Map<NotStored, Long> all = new EnumMap<>(NotStored.class);
    for (SeriesCover.Part part : cover(from, to, Resolution.DAY)) {
      repository
          .notStored(service, part.resolution(), part.from(), part.to())
          .forEach((reason, count) -> all.merge(reason, count, Long::sum));
    }
    return all;
  }

  private List<SeriesCover.Part> cover(Instant from, Instant to, Resolution coarsest) {
    return new SeriesCover(zone, clock.instant()).parts(from, to, coarsest);
  }

  private static Resolution coarsestWithin(Duration step) {
    Resolution coarsest = Resolution.HALF_MINUTE;
    for (Resolution resolution : Resolution.values()) {
      if (step.toSeconds() % resolution.seconds() == 0) {
        coarsest = resolution;
      }
    }
    return coarsest;
  }

  private Instant startOf(Instant time, Duration step) {
    if (step.toSeconds() == Resolution.DAY.seconds()) {
      return Resolution.DAY.startOf(time, zone);
    }
    long second = time.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, step.toSeconds()));
  }

  private static <K> void add(Map<K, Traffic> all, K key, Traffic traffic) {
    all.computeIfAbsent(key, k -> Traffic.empty(true)).add(traffic);
  }
}
