package io.opsagent.server.net;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/**
 * How many requests the server refused before any route saw them, by the reason. The parts that
 * refuse count; this only knows where. Any thread.
 */
public final class Refusals {
  private final Map<String, LongSupplier> counters = new ConcurrentSkipListMap<>();

  /**
   * Adds a counter; a second one of that name takes its place.
   *
   * @param reason in lower case with {@code _}
   */
  public void register(String reason, LongSupplier counter) {
    counters.put(reason, counter);
  }

  /** The counts since the start of the server, by name. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((reason, counter) -> counts.put(reason, counter.getAsLong()));
    return Collections.unmodifiableMap(counts);
  }
}
