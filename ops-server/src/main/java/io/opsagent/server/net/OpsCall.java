package io.opsagent.server.net;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of the OperationsAPI, as it becomes a row of the service log when it failed
 * (operations-api.md 6.2). Nothing in it is masked yet.
 *
 * @param requestId id of the request
 * @param time of its arrival
 * @param durationMicros until its answer was there
 * @param scheme {@code http} or {@code https}
 * @param protocol such as {@code HTTP/1.1}
 * @param method as sent
 * @param host of the header, or null
 * @param path as sent
 * @param query as sent, or null
 * @param route pattern of the route, or null when there is none
 * @param status of the answer
 * @param inBytes by {@link io.opsagent.rules.Traffic}
 * @param ip of the client, behind trusted proxies
 * @param peer other end of the socket
 * @param userAgent header, or null
 * @param threadName thread that answered
 * @param threadId thread that answered
 * @param platformToken of a supervisor, by which the caller was let in; null for all others
 */
public record OpsCall(
    String requestId,
    Instant time,
    long durationMicros,
    String scheme,
    String protocol,
    String method,
    @Nullable String host,
    String path,
    @Nullable String query,
    @Nullable String route,
    int status,
    long inBytes,
    String ip,
    String peer,
    @Nullable String userAgent,
    String threadName,
    long threadId,
    @Nullable PlatformToken platformToken) {

  /**
   * A token that a supervisor issued.
   *
   * @param id its number here, or null when the database did not answer
   */
  public record PlatformToken(@Nullable Long id) {}
}
