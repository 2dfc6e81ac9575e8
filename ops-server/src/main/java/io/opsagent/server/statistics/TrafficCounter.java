package io.opsagent.server.statistics;

import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts every request in the half minute and in the five minutes that it ended in. Only these two
 * are counted here; hours and days are put together from the rows of all processes.
 *
 * <p>A request that comes out of the ring when its span has just been handed on is counted in the
 * span that is going on: nothing is counted twice and nothing not at all. From time to time it says
 * what it has of the five minutes that are going on, so that the end of the process by force takes
 * seconds of them and not minutes. Drain thread only.
 */
public final class TrafficCounter {
  /** Spans of which the last part is remembered; more are back only if the clock is mad. */
  private static final int MAX_REMEMBERED = 64;

  private static final Duration CHECKPOINT_PAUSE = Duration.ofSeconds(10);

  private final WorkerTotals totals = new WorkerTotals();
  private final String service;
  private final String writer;
  private final Consumer<List<SeriesRow>> finished;
  private final Consumer<List<SeriesRow>> soFar;
  private Instant lastCheckpoint = Instant.EPOCH;
  private long uncheckedRequests;
  private final Counting halfMinute = new Counting(Resolution.HALF_MINUTE);
  private final Counting fiveMinutes = new Counting(Resolution.FIVE_MINUTES);

  /**
   * A counter.
   *
   * @param writer name of this process, other than that of every other process ever
   * @param finished takes the rows of a span that is over; must not block
   * @param soFar takes the rows of the five minutes that are going on, none when they have just
   *     begun; must not block
   */
  public TrafficCounter(
      String service,
      String writer,
      Consumer<List<SeriesRow>> finished,
      Consumer<List<SeriesRow>> soFar) {
    this.service = service;
    this.writer = writer;
    this.finished = finished;
    this.soFar = soFar;
  }

  /** Counts a request. */
  public void count(CountedRequest request) {
    halfMinute.count(request);
    fiveMinutes.count(request);
    totals.add(request);
    uncheckedRequests++;
  }

  /** What was counted since the beginning. Any thread. */
  public WorkerTotals totals() {
    return totals;
  }

  /** Says that the request that was counted last gets no row in the log. */
  public void notStored(CountedRequest request, NotStored reason) {
    halfMinute.notStored(request.endpoint(), request.ended(), reason, 1);
    fiveMinutes.notStored(request.endpoint(), request.ended(), reason, 1);
  }

  /** Says that the ring had no place for so many requests lately. */
  public void refused(long requests, Instant now) {
    halfMinute.notStored(null, now, NotStored.RING, requests);
    fiveMinutes.notStored(null, now, NotStored.RING, requests);
    uncheckedRequests += requests;
  }

  /** Hands on spans that are over at that time. */
  public void tick(Instant now) {
    halfMinute.closeIfOver(now);
    fiveMinutes.closeIfOver(now);
    if (uncheckedRequests > 0
        && (now.isBefore(lastCheckpoint) || !now.isBefore(lastCheckpoint.plus(CHECKPOINT_PAUSE)))) {
      lastCheckpoint = now;
      uncheckedRequests = 0;
      soFar.accept(fiveMinutes.soFar());
    }
  }

  /** Hands on what was counted so far; a later count of the same span is another part of it. */
  public void close() {
    halfMinute.close();
    fiveMinutes.close();
    soFar.accept(List.of());
  }

  /** One resolution. */
  private final class Counting {
    private final Resolution resolution;
    private final Map<Instant, Integer> parts =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Instant, Integer> eldest) {
            return size() > MAX_REMEMBERED;
          }
        };
    private @Nullable TrafficWindow window;

    Counting(Resolution resolution) {
      this.resolution = resolution;
    }

    void count(CountedRequest request) {
      windowAt(request.ended()).add(request.endpoint(), request, request.ended());
    }

    void notStored(@Nullable String endpoint, Instant time, NotStored reason, long count) {
      windowAt(time).addNotStored(endpoint, reason, count);
    }

    private TrafficWindow windowAt(Instant time) {
      closeIfOver(time);
      TrafficWindow open = window;
      if (open == null) {
        open = new TrafficWindow(resolution, time);
        window = open;
      }
      return open;
    }

    void closeIfOver(Instant time) {
      if (window != null && window.isOver(time)) {
        close();
      }
    }

    void close() {
      TrafficWindow over = window;
      window = null;
      if (over != null && !over.isEmpty()) {
        int part = parts.merge(over.start(), 0, (last, zero) -> last + 1);
        finished.accept(over.rows(service, writer, part));
      }
    }

    List<SeriesRow> soFar() {
      TrafficWindow open = window;
      if (open == null) {
        return List.of();
      }
      Integer last = parts.get(open.start());
      return open.rowsSoFar(service, writer, last == null ? 0 : last + 1);
    }
  }
}
