package io.opsagent.server.verdict;

import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at.
 *
 * @param now when it was read
 * @param storageProblem why nothing is stored, or null
 * @param silentInstances instances of the service that stopped without saying so
 * @param deadlockedThreads names of threads that wait for one another for ever
 * @param recentMinutes length of the span of {@code recent}
 * @param recent what was counted lately by operation id, and of all under the empty one
 * @param before what was counted at the same time of the day before
 * @param freeDiskShare of the agent's disk, 0 to 1
 * @param isRecording whether capture is on
 */
public record ServiceFacts(
    Instant now,
    @Nullable String storageProblem,
    List<String> silentInstances,
    List<String> deadlockedThreads,
    int recentMinutes,
    Map<String, Traffic> recent,
    Map<String, Traffic> before,
    double freeDiskShare,
    boolean isRecording) {

  /** Copies the collections. */
  public ServiceFacts {
    silentInstances = List.copyOf(silentInstances);
    deadlockedThreads = List.copyOf(deadlockedThreads);
    recent = Map.copyOf(recent);
    before = Map.copyOf(before);
  }
}
