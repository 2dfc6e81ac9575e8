package io.opsagent.server.statistics;

import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
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
 * span that is going on: nothing is counted twice and nothing not at all. Drain thread only.
 */
public final class TrafficCounter {
  /** Spans of which the last part is remembered; more are back only if the clock is mad. */
  private static final int MAX_REMEMBERED = 64;

  private final String service;
  private final String writer;
  private final Consumer<List<SeriesRow>> finished;
  private final Counting halfMinute = new Counting(Resolution.HALF_MINUTE);
  private final Counting fiveMinutes = new Counting(Resolution.FIVE_MINUTES);

  /**
   * A counter.
   *
   * @param writer name of this process, other than that of every other process ever
   * @param finished takes the rows of a span that is over; must not block
   */
  public TrafficCounter(String service, String writer, Consumer<List<SeriesRow>> finished) {
    this.service = service;
    this.writer = writer;
    this.finished = finished;
  }

  /** Counts a request. */
  public void count(CountedRequest request) {
    halfMinute.count(request);
    fiveMinutes.count(request);
  }

  /** Hands on spans that are over at that time. */
  public void tick(Instant now) {
    halfMinute.closeIfOver(now);
    fiveMinutes.closeIfOver(now);
  }

  /** Hands on what was counted so far; a later count of the same span is another part of it. */
  public void close() {
    halfMinute.close();
    fiveMinutes.close();
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
      closeIfOver(request.ended());
      TrafficWindow open = window;
      if (open == null) {
        open = new TrafficWindow(resolution, request.ended());
        window = open;
      }
      open.add(request.endpoint(), request, request.ended());
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
  }
}
