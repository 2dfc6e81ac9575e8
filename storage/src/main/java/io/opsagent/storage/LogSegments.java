package io.opsagent.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The segments of the service log, as a search and a writer see them. How they come about: {@link
 * SegmentUpkeep}.
 */
final class LogSegments {

  /**
   * A span of time that nobody writes to.
   *
   * @param fromMicros first microsecond
   * @param toMicros last microsecond
   */
  private record Segment(long id, long fromMicros, long toMicros) {}

  private LogSegments() {}

  /**
   * What of a time is worth to be walked.
   *
   * @param spans in the direction of the walk
   * @param segments how many segments are in them
   */
  record Spans(List<TimeRange> spans, int segments) {}

  /** All but the segments that cannot have what is asked for. One without filters is walked. */
  static Spans spans(SearchRun run, TimeRange range, List<SegmentProbe> probes)
      throws SearchRun.TimeOver {
    List<Segment> segments =
        run.ask(
            "SELECT id, from_micros, to_micros FROM log_segment"
                + " WHERE to_micros >= ? AND from_micros <= ? AND is_active = ?",
            List.of(range.fromMicros(), range.toMicros(), true),
            query ->
                query
                    .map(
                        (row, context) ->
                            new Segment(row.getLong(1), row.getLong(2), row.getLong(3)))
                    .list());
    if (segments.isEmpty()) {
      return new Spans(List.of(range), Integer.MAX_VALUE);
    }
    Set<Long> without = new HashSet<>();
    long first = segments.stream().mapToLong(Segment::id).min().getAsLong();
    long last = segments.stream().mapToLong(Segment::id).max().getAsLong();
    Map<Long, List<SegmentProbe>> byFilter =
        probes.stream().collect(Collectors.groupingBy(SegmentProbe::firstFilter));
    for (Map.Entry<Long, List<SegmentProbe>> filter : byFilter.entrySet()) {
      without.addAll(without(run, filter.getKey(), filter.getValue(), first, last));
    }
    return new Spans(
        complement(
            range, segments.stream().filter(segment -> without.contains(segment.id())).toList()),
        segments.size() - without.size());
  }

  /** Segments that do not have what one of the probes asks for. */
  private static List<Long> without(
      SearchRun run, long firstFilter, List<SegmentProbe> probes, long first, long last)
      throws SearchRun.TimeOver {
    return run.ask(
        "SELECT id, bits FROM log_segment_filter WHERE id >= ? AND id <= ?",
        List.of(firstFilter + first, firstFilter + last),
        query ->
            query
                .map(
                    (row, context) -> {
                      byte[] bits = row.getBytes(2);
                      return probes.stream().allMatch(probe -> probe.mayPass(bits))
                          ? -1L
                          : SegmentKey.segmentOf(row.getLong(1));
                    })
                .filter(segment -> segment >= 0)
                .list());
  }

  /** Segments may overlap: each of them says for itself what is not there. */
  private static List<TimeRange> complement(TimeRange range, List<Segment> empty) {
    List<Segment> sorted = new ArrayList<>(empty);
    sorted.sort(Comparator.comparingLong(Segment::fromMicros));
    List<TimeRange> spans = new ArrayList<>();
    long from = range.fromMicros();
    for (Segment segment : sorted) {
      if (segment.fromMicros() > from) {
        add(spans, range, from, Math.min(range.toMicros(), segment.fromMicros() - 1));
      }
      from = Math.max(from, segment.toMicros() + 1);
    }
    if (from <= range.toMicros()) {
      add(spans, range, from, range.toMicros());
    }
    return spans;
  }

  private static void add(List<TimeRange> spans, TimeRange range, long from, long to) {
    TimeRange span = new TimeRange(from, to, range.newestFirst(), range.after());
    if (range.newestFirst()) {
      spans.add(0, span);
    } else {
      spans.add(span);
    }
  }

  /**
   * Deletes the segments that rows are written into, in the transaction of these rows. Asks first:
   * to delete what is not there would lock a gap on MariaDB.
   *
   * @param fromMicros time of the oldest row
   * @param toMicros time of the newest row
   */
  static void forget(Handle handle, long fromMicros, long toMicros) {
    List<Long> ids =
        handle
            .createQuery("SELECT id FROM log_segment WHERE to_micros >= ? AND from_micros <= ?")
            .bind(0, fromMicros)
            .bind(1, toMicros)
            .mapTo(Long.class)
            .list();
    for (Long id : ids) {
      handle.createUpdate("DELETE FROM log_segment WHERE id = ?").bind(0, id).execute();
    }
  }
}
