package io.opsagent.server;

import io.opsagent.server.api.AgentReport;
import io.opsagent.server.api.CaptureControl;
import io.opsagent.server.nodes.SilentWorkers;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.server.verdict.ServiceFacts;
import io.opsagent.server.verdict.Verdict;
import io.opsagent.server.verdict.VerdictRules;
import io.opsagent.settings.Keys;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.Traffic;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the verdict rests on. An answer is kept for some seconds, so that many viewers cost
 * what one costs. Any thread.
 */
final class ServiceState {
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Duration RECENT = Duration.ofMinutes(5);

  private static final int MAX_NAMED = 8;

  private final VerdictRules rules = new VerdictRules();
  private final SilentWorkers silentWorkers;
  private final TrafficHistory history;
  private final AgentReport agent;
  private final CaptureControl capture;
  private final File dataDirectory;
  private final Clock clock;
  private @Nullable Verdict verdict;
  private Instant judged = Instant.MIN;

  ServiceState(
      SilentWorkers silentWorkers,
      TrafficHistory history,
      AgentReport agent,
      CaptureControl capture,
      File dataDirectory,
      Clock clock) {
    this.silentWorkers = silentWorkers;
    this.history = history;
    this.agent = agent;
    this.capture = capture;
    this.dataDirectory = dataDirectory;
    this.clock = clock;
  }

  /** The verdict of now, or of some seconds ago. */
  synchronized Verdict verdict() {
    Instant now = clock.instant();
    Verdict known = verdict;
    if (known != null && now.isBefore(judged.plus(KEPT)) && !now.isBefore(judged)) {
      return known;
    }
    Verdict fresh = rules.judge(facts(now));
    verdict = fresh;
    judged = now;
    return fresh;
  }

  private ServiceFacts facts(Instant now) {
    String problem = agent.snapshot().storage().problem();
    Map<String, Traffic> recent = Map.of();
    Map<String, Traffic> before = Map.of();
    List<String> silent = List.of();
    try {
      recent = history.totals(now.minus(RECENT), now);
      Instant dayBefore = now.minus(Duration.ofDays(1));
      before = history.totals(dayBefore.minus(RECENT), dayBefore.plus(RECENT));
      silent = silentWorkers.names();
    } catch (StorageException e) {
      problem = problem == null ? e.getMessage() : problem;
    }
    return new ServiceFacts(
        now,
        problem,
        silent,
        deadlockedThreads(),
        (int) RECENT.toMinutes(),
        recent,
        before,
        freeDiskShare(),
        isRecording());
  }

  private static List<String> deadlockedThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] ids = threads.findDeadlockedThreads();
    List<String> names = new ArrayList<>();
    if (ids != null) {
      for (ThreadInfo info : threads.getThreadInfo(ids)) {
        if (info != null && names.size() < MAX_NAMED) {
          names.add(info.getThreadName());
        }
      }
    }
    return names;
  }

  private double freeDiskShare() {
    long total = dataDirectory.getTotalSpace();
    return total <= 0 ? 1 : (double) dataDirectory.getUsableSpace() / total;
  }

  private boolean isRecording() {
    return capture.state().switches().stream()
        .filter(one -> one.key().equals(Keys.CAPTURE_ENABLED.name()))
        .allMatch(one -> one.on());
  }
}
