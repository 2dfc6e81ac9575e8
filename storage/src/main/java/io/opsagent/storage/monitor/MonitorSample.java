package io.opsagent.storage.monitor;

import java.time.Instant;

/**
 * What was measured of one subject at one time.
 *
 * @param id given by the database; 0 before
 * @param kind what the subject is
 * @param subjectId its number among those of its kind
 * @param layer {@link #RAW} or {@link #HOURLY}
 * @param time when; of an hour its beginning
 * @param intervalSeconds to the measurement before; of an hour 3600
 * @param valuesJson a JSON object of numbers, nulls and objects of numbers
 */
public record MonitorSample(
    long id,
    MonitorKind kind,
    long subjectId,
    int layer,
    Instant time,
    int intervalSeconds,
    String valuesJson) {
  /** Of one cycle. */
  public static final int RAW = 0;

  /** Put together from those of an hour. */
  public static final int HOURLY = 1;
}
