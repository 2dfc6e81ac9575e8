package io.opsagent.server.statistics;

import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.series.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts five minutes together to hours and days, anew whenever further rows of a span were written:
 * those of a process whose database was away may come late. Days that are going on are put together
 * when they are over. For one thread.
 */
public final class RollUp {
  /** Rows whose transaction began before a look and ended behind it. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  /** At the start; five-minute rows stay a week. */
  private static final Duration FIRST_LOOK = Duration.ofDays(2);

  private final EndpointSeriesRepository repository;
  private final String service;
  private final ZoneId zone;
  private Instant lastLook;
  private final Set<Instant> openDays = new TreeSet<>();

  /**
   * A roll-up.
   *
   * @param zone whose days count
   */
  public RollUp(EndpointSeriesRepository repository, String service, ZoneId zone, Instant now) {
    this.repository = repository;
    this.service = service;
    this.zone = zone;
    this.lastLook = now.minus(FIRST_LOOK);
  }

  /** Puts together what is over and has changed. */
  public void run(Instant now) {
    Instant since = lastLook.isAfter(now) ? now.minus(FIRST_LOOK) : lastLook.minus(OVERLAP);
    for (Instant start : repository.touchedSince(service, Resolution.HOUR, zone, since)) {
      repository.rollUp(service, Resolution.HOUR, zone, start);
    }
    openDays.addAll(repository.touchedSince(service, Resolution.DAY, zone, since));
    for (Instant start : List.copyOf(openDays)) {
      if (!Resolution.DAY.nextStart(start, zone).isAfter(now)) {
        repository.rollUp(service, Resolution.DAY, zone, start);
        openDays.remove(start);
      }
    }
    lastLook = now;
  }
}
