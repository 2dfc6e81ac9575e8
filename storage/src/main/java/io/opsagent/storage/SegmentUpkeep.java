package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Divides the older part of the service log into segments, of which a search for one value can pass
 * many by ({@code V11__log_segments.sql}).
 *
 * <p>A segment is made of rows that are ten minutes old, and is believed a minute after it was
 * made, if it then has as many rows as before. Whoever writes a row into its time deletes it in the
 * same transaction ({@link LogSegments#forget}). So a row could be passed by only if its
 * transaction began before the segment was made and ended more than a minute later. What has no
 * segment is walked entry by entry, as if there were none.
 */
public final class SegmentUpkeep {
  private static final Duration QUIET = Duration.ofMinutes(10);
  private static final Duration DOUBT = Duration.ofMinutes(1);

  /** So that one cycle cannot take long; what is left is the next one's. */
  private static final long MAX_NANOS_A_RUN = 1_000_000_000;

  /** At 65,000 rows each, 260 million rows; what is newer is walked. */
  private static final int MAX_SEGMENTS = 4_000;

  private static final int MAX_DELETED = 20;

  /** Of a bucket; there are 128, and requests have no favourite one. */
  private final int requestsOfBucket;

  private final DatabaseAccess database;
  private final LongSupplier nanoTime;

  private record Segment(
      long id, long fromMicros, long toMicros, long rows, long createdMicros, boolean isActive) {}

  private record Span(long fromMicros, long toMicros) {}

  SegmentUpkeep(DatabaseAccess database, LongSupplier nanoTime) {
    this(database, nanoTime, 512);
  }

  /**
   * With segments of another size.
   *
   * @param requestsOfBucket rows of a segment, divided by 128
   */
  SegmentUpkeep(DatabaseAccess database, LongSupplier nanoTime, int requestsOfBucket) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.requestsOfBucket = requestsOfBucket;
  }

  /**
   * Believes or deletes what was made before, and makes new segments for about a second. Meant for
   * the cycle of the one process that cleans up; any thread.
   *
   * @return segments that were made
   * @throws StorageException when the database does not answer
   */
  public int run(Instant now) {
    long endNanos = nanoTime.getAsLong() + MAX_NANOS_A_RUN;
    return database.use(
        "find spans of time in",
        handle -> {
          IndexHint hint = IndexHint.of(handle.getConnection());
          settle(handle, hint, Micros.of(now.minus(DOUBT)));
          deleteForgotten(handle);
          int made = 0;
          while (nanoTime.getAsLong() - endNanos < 0) {
            Span span = next(handle, hint, Micros.of(now.minus(QUIET)));
            if (span == null) {
              break;
            }
            make(handle, hint, span, Micros.of(now));
            made++;
          }
          return made;
        });
  }

  /** How many segments searches believe. */
  public long active() {
    return database.use(
        "count spans of time in",
        handle -> segments(handle).stream().filter(Segment::isActive).count());
  }

  private static List<Segment> segments(Handle handle) {
    return handle
        .createQuery(
            "SELECT id, from_micros, to_micros, row_count, created_micros, is_active"
                + " FROM log_segment ORDER BY to_micros, id")
        .map(
            (row, context) ->
                new Segment(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getBoolean(6)))
        .list();
  }

  private void settle(Handle handle, IndexHint hint, long createdBefore) {
    Long oldest = oldest(handle, hint);
    for (Segment segment : segments(handle)) {
      if (oldest == null || segment.toMicros() < oldest) {
        update("DELETE FROM log_segment WHERE id = ?", segment.id());
      } else if (!segment.isActive() && segment.createdMicros() <= createdBefore) {
        boolean isAsBefore =
            rows(handle, hint, segment.fromMicros(), segment.toMicros()) == segment.rows();
        update(
            isAsBefore
                ? "UPDATE log_segment SET is_active = TRUE WHERE id = ?"
                : "DELETE FROM log_segment WHERE id = ?",
            segment.id());
      }
    }
  }

  private void update(String sql, long id) {
    database.inTransaction(
        "write spans of time to", handle -> handle.createUpdate(sql).bind(0, id).execute());
  }

  /** Filters whose segment is no more. The first one of a segment has its number. */
  private void deleteForgotten(Handle handle) {
    List<Long> segments =
        handle
            .createQuery(
                "SELECT id FROM log_segment_filter WHERE id < ? AND NOT EXISTS"
                    + " (SELECT 1 FROM log_segment WHERE log_segment.id = log_segment_filter.id)"
                    + " ORDER BY id LIMIT ?")
            .bind(0, SegmentKey.USER.filterId((short) 1, 0))
            .bind(1, MAX_DELETED)
            .mapTo(Long.class)
            .list();
    for (Long segment : segments) {
      database.inTransaction(
          "delete spans of time from", own -> SegmentFilters.delete(own, segment));
    }
  }

  /** The oldest span without a segment that is worth one; null when there is none. */
  private @Nullable Span next(Handle handle, IndexHint hint, long limit) {
    Long oldest = oldest(handle, hint);
    List<Segment> segments = segments(handle);
    if (oldest == null || segments.size() >= MAX_SEGMENTS) {
      return null;
    }
    long from = oldest;
    for (Segment segment : segments) {
      if (segment.fromMicros() > from) {
        long end = end(handle, hint, from).orElse(Long.MAX_VALUE);
        return new Span(from, Math.min(end, segment.fromMicros() - 1));
      }
      from = Math.max(from, segment.toMicros() + 1);
    }
    Optional<Long> end = end(handle, hint, from);
    return end.isPresent() && end.get() < limit ? new Span(from, end.get()) : null;
  }

  private static @Nullable Long oldest(Handle handle, IndexHint hint) {
    return Stream.of(true, false)
        .flatMap(
            isVolatile ->
                handle
                    .createQuery(
                        "SELECT time_micros FROM service_log"
                            + hint.using("ix_service_log_retention")
                            + " WHERE is_volatile = ? ORDER BY is_volatile, time_micros, id LIMIT 1")
                    .bind(0, isVolatile)
                    .mapTo(Long.class)
                    .list()
                    .stream())
        .min(Long::compare)
        .orElse(null);
  }

  /** The time of the last row of a segment that begins here; none when there are too few rows. */
  private Optional<Long> end(Handle handle, IndexHint hint, long from) {
    return handle
        .createQuery(
            "SELECT time_micros FROM service_log"
                + hint.using(SearchIndex.REQUEST.title())
                + " WHERE request_bucket = ? AND time_micros >= ?"
                + SearchIndex.REQUEST.orderBy(" ASC")
                + " LIMIT 1 OFFSET ?")
        .bind(0, (short) 0)
        .bind(1, from)
        .bind(2, requestsOfBucket - 1)
        .mapTo(Long.class)
        .findOne();
  }

  private static long rows(Handle handle, IndexHint hint, long from, long to) {
    return Stream.of(true, false)
        .mapToLong(
            isVolatile ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM service_log"
                            + hint.using("ix_service_log_retention")
                            + " WHERE is_volatile = ? AND time_micros >= ? AND time_micros <= ?")
                    .bind(0, isVolatile)
                    .bind(1, from)
                    .bind(2, to)
                    .mapTo(Long.class)
                    .one())
        .sum();
  }

  /** Counted before it is read: what comes in between makes the number wrong, and is seen later. */
  private void make(Handle handle, IndexHint hint, Span span, long nowMicros) {
    long rows = rows(handle, hint, span.fromMicros(), span.toMicros());
    SegmentFilters filters = SegmentFilters.of(handle, hint, span.fromMicros(), span.toMicros());
    database.inTransaction(
        "write a span of time to",
        own -> {
          long id =
              own.createUpdate(
                      "INSERT INTO log_segment"
                          + " (from_micros, to_micros, row_count, created_micros, is_active)"
                          + " VALUES (?, ?, ?, ?, ?)")
                  .bind(0, span.fromMicros())
                  .bind(1, span.toMicros())
                  .bind(2, rows)
                  .bind(3, nowMicros)
                  .bind(4, false)
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Long.class)
                  .one();
          filters.insert(own, id);
          return id;
        });
  }
}
