package io.opsagent.server.statistics;

import io.opsagent.rules.UserAgent;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a request. Immutable.
 *
 * @param level name of its level
 * @param status 0 for none
 * @param ended end of its answer: the span that it is counted in, so that a span that is over never
 *     changes
 * @param durationMicros from arrival to the end
 * @param endpoint operation id, or null
 * @param user who asked, or null
 * @param address of the client, or empty
 * @param client what its user agent says of it, or null
 * @param inBytes by the formula of operations-api.md 8.2
 * @param outBytes by the formula of operations-api.md 8.2
 */
public record CountedRequest(
    String level,
    int status,
    Instant ended,
    long durationMicros,
    @Nullable String endpoint,
    @Nullable String user,
    String address,
    @Nullable UserAgent client,
    long inBytes,
    long outBytes) {
  void countIn(Traffic traffic) {
    traffic.add(level, status, durationMicros, inBytes, outBytes, user, address);
  }

  /** Counts also the kind of client, under the words of operations-api.md 6.7. */
  void countWithClientIn(Traffic traffic) {
    countIn(traffic);
    if (client != null) {
      List<String> kinds = client.kinds();
      for (int i = 0; i < kinds.size(); i++) {
        traffic.addClient(kinds.get(i));
      }
    }
  }
}
