package io.opsagent.server.pipeline;

import io.opsagent.rules.Level;
import io.opsagent.rules.UserAgent;
import io.opsagent.server.statistics.CountedRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of every exchange, whether it becomes a row or not: what rules decide by and what
 * statistics count. Immutable.
 *
 * @param level operations-api.md 6.1
 * @param method as the client sent it, at most 40 characters
 * @param status 0 if none was sent
 * @param time arrival, in microseconds
 * @param durationMicros from arrival to the real end of the answer
 * @param endpoint its names
 * @param ip the client's address, or empty
 * @param user who asked, or null
 * @param client what its user agent says of it, or null
 * @param length bytes of the answer's body, or null if unknown
 * @param inBytes by the formula of operations-api.md 8.2
 * @param outBytes by the formula of operations-api.md 8.2
 */
record ExchangeSummary(
    Level level,
    String method,
    int status,
    Instant time,
    long durationMicros,
    EndpointNames endpoint,
    String ip,
    @Nullable String user,
    @Nullable UserAgent client,
    @Nullable Long length,
    long inBytes,
    long outBytes) {

  /** The same with another level. */
  ExchangeSummary withLevel(Level other) {
    return new ExchangeSummary(
        other,
        method,
        status,
        time,
        durationMicros,
        endpoint,
        ip,
        user,
        client,
        length,
        inBytes,
        outBytes);
  }

  /** What statistics count of it. */
  CountedRequest counted() {
    return new CountedRequest(
        level.name(),
        status,
        time.plusNanos(durationMicros * 1_000),
        durationMicros,
        endpoint.ident(),
        user,
        ip,
        client,
        inBytes,
        outBytes);
  }
}
