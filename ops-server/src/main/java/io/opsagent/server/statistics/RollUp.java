package io.opsagent.server.statistics;

import io.opsagent.storage.series.Aggregation;
import io.opsagent.storage.series.AggregationRepository;
import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts five minutes together to hours and days and makes the report of each (operations-api.md 6.7)
 * when it is over, and anew when further rows of it were written: those of a process whose database
 * was away may come late. For one thread.
 */
public final class RollUp {
  /** Rows whose transaction began before a look and ended behind it. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  /** Within the overlap a span is put together again at each look: not once a second. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** At the start; five-minute rows stay a week. */
  private static final Duration FIRST_LOOK = Duration.ofDays(2);

  private final EndpointSeriesRepository repository;
  private final AggregationRepository reports;
  private final String service;
  private final ZoneId zone;
  private Instant lastLook;
  private final Set<Instant> openHours = new TreeSet<>();
  private final Set<Instant> openDays = new TreeSet<>();

  /**
   * A roll-up.
   *
   * @param zone whose days count
   */
  public RollUp(
      EndpointSeriesRepository repository,
      AggregationRepository reports,
      String service,
      ZoneId zone,
      Instant now) {
    this.repository = repository;
    this.reports = reports;
    this.service = service;
    this.zone = zone;
    this.lastLook = now.minus(FIRST_LOOK);
  }

  /** Puts together what is over and has changed; nothing within a minute of the last time. */
  public void run(Instant now) {
    if (!now.isBefore(lastLook) && now.isBefore(lastLook.plus(PAUSE))) {
      return;
    }
    Instant since = lastLook.isAfter(now) ? now.minus(FIRST_LOOK) : lastLook.minus(OVERLAP);
    open(Resolution.HOUR).addAll(repository.touchedSince(service, Resolution.HOUR, zone, since));
    open(Resolution.DAY).addAll(repository.touchedSince(service, Resolution.DAY, zone, since));
    finish(Resolution.HOUR, now);
    finish(Resolution.DAY, now);
    lastLook = now;
  }

  private Set<Instant> open(Resolution resolution) {
    return resolution == Resolution.HOUR ? openHours : openDays;
  }

  private void finish(Resolution resolution, Instant now) {
    for (Instant start : List.copyOf(open(resolution))) {
      Instant end = resolution.nextStart(start, zone);
      if (!end.isAfter(now)) {
        if (repository.rollUp(service, resolution, zone, start)) {
          report(resolution, start, end, now);
        }
        open(resolution).remove(start);
      }
    }
  }

  private void report(Resolution resolution, Instant start, Instant end, Instant now) {
    boolean hourly = resolution == Resolution.HOUR;
    ZonedDateTime local = start.atZone(zone);
    reports.save(
        new Aggregation(
            service,
            hourly ? 0 : 1,
            start,
            end,
            local.toLocalDate(),
            Math.floorDiv(local.getOffset().getTotalSeconds(), 3_600),
            now,
            TrafficReport.json(
                repository.totals(service, resolution, start, end),
                Duration.between(start, end).toSeconds(),
                hourly)));
  }
}
