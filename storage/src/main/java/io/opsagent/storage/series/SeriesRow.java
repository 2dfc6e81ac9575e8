package io.opsagent.storage.series;

import java.time.Instant;

/**
 * What one writer counted of one endpoint in one span of time. A writer never changes a row; what
 * comes later for the same span is another part, so that a row that is written twice is the same
 * row.
 *
 * @param service name of the service
 * @param endpoint operation id of the endpoint, {@link #ALL} for all requests of the service
 * @param resolution the span's length
 * @param start its beginning
 * @param writer who counted: a process, or {@link #MERGED}
 * @param part 0 for the first row of this writer and span
 * @param traffic what was counted
 */
public record SeriesRow(
    String service,
    String endpoint,
    Resolution resolution,
    Instant start,
    String writer,
    int part,
    Traffic traffic) {
  /** The endpoint of rows about all requests. */
  public static final String ALL = "";

  /** The writer of rows that were put together from those of all writers. */
  public static final String MERGED = "";
}
