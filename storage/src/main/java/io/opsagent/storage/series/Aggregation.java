package io.opsagent.storage.series;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A report about one hour or one day of a service (operations-api.md 5 and 6.7).
 *
 * @param service name of the service
 * @param layer 0 for an hour, 1 for a day
 * @param from its beginning
 * @param to its end, which is not part of it
 * @param date the day in the time zone of the reports
 * @param utcOffsetHours of that time zone, rounded down
 * @param created when it was made
 * @param dataJson {@code service} and {@code endpoints}
 */
public record Aggregation(
    String service,
    int layer,
    Instant from,
    Instant to,
    LocalDate date,
    int utcOffsetHours,
    Instant created,
    String dataJson) {}
