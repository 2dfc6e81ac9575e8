package io.opsagent.server.statistics;

import io.opsagent.rules.UserAgent;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
  private static final List<String> SYSTEMS = List.of("mac", "windows", "linux");
  private static final List<String> BROWSERS =
      List.of("chrome", "firefox", "safari", "edge", "opera", "ie");

  void countIn(Traffic traffic) {
    traffic.add(level, status, durationMicros, inBytes, outBytes, user, address);
  }

  /** Counts also the kind of client, under the words of operations-api.md 6.7. */
  void countWithClientIn(Traffic traffic) {
    countIn(traffic);
    if (client != null) {
      count(traffic, "os", client.os(), SYSTEMS);
      count(traffic, "browser", client.browser(), BROWSERS);
      traffic.addClient("device." + client.device());
    }
  }

  private static void count(
      Traffic traffic, String kind, @Nullable String name, List<String> words) {
    if (name != null) {
      // Whole words: a Java-http-client is no ie.
      for (String part : name.toLowerCase(Locale.ROOT).split(" ")) {
        if (words.contains(part)) {
          traffic.addClient(kind + "." + part);
          return;
        }
      }
    }
  }
}
