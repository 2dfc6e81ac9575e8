package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpsAgent seen by itself: what it caught, what it lost and why, what it could not attach to.
 * Counters are totals since the process started.
 *
 * @param version version of OpsAgent
 * @param host what this host is, or null where it cannot be read
 * @param cost what the agent itself takes
 * @param ring hand-over from the application's threads
 * @param queues queues behind the ring
 * @param rows what became of log rows
 * @param storage whether rows reach the database
 * @param joinPoints what is woven into the application
 * @param notAttached what could not be attached to
 * @param startSteps how long each step of the start took, in order
 * @param openExchanges requests that have not ended yet, oldest first
 */
@JsonPropertyOrder({
  "version",
  "host",
  "cost",
  "ring",
  "queues",
  "rows",
  "storage",
  "joinPoints",
  "notAttached",
  "startSteps",
  "openExchanges"
})
public record AgentSnapshot(
    String version,
    @Nullable Host host,
    Cost cost,
    Ring ring,
    List<Queue> queues,
    Rows rows,
    Storage storage,
    List<JoinPoint> joinPoints,
    List<NotAttached> notAttached,
    List<StartStep> startSteps,
    List<OpenExchange> openExchanges) {

  /** Copies the lists. */
  public AgentSnapshot {
    queues = List.copyOf(queues);
    joinPoints = List.copyOf(joinPoints);
    notAttached = List.copyOf(notAttached);
    startSteps = List.copyOf(startSteps);
    openExchanges = List.copyOf(openExchanges);
  }

  /**
   * This host.
   *
   * @param hostname its name
   * @param system family of the operating system
   * @param platform version of the operating system
   * @param cpuNum logical processors
   * @param memoryTotal bytes
   */
  public record Host(
      String hostname, String system, String platform, int cpuNum, long memoryTotal) {}

  /**
   * What the agent takes of the process. Its objects lie among the application's, so that its share
   * of the heap cannot be told; what of it grows with the load is counted.
   *
   * @param threads of the agent that live
   * @param cpuMillis processor time of these since each of them started; null where the JVM does
   *     not measure it
   * @param bodyBytes copies of bodies that requests in work hold now
   * @param jvmHeapUsedBytes of the application and the agent together
   * @param jvmHeapMaxBytes the same; null without a limit
   * @param cycle what the steps of the cycle took, in their order
   */
  public record Cost(
      int threads,
      @Nullable Long cpuMillis,
      long bodyBytes,
      long jvmHeapUsedBytes,
      @Nullable Long jvmHeapMaxBytes,
      List<CycleStep> cycle) {
    /** Copies the list. */
    public Cost {
      cycle = List.copyOf(cycle);
    }
  }

  /**
   * One step of the cycle since the process started.
   *
   * @param name of the step
   * @param runs how often it ran
   * @param failures how often it ended with an exception
   * @param lastCpuMicros processor time of the last run; null where the JVM does not measure it
   * @param meanCpuMicros of all runs but the first, which loads classes; null before the second
   * @param maxCpuMicros of these
   * @param lastMicros how long the last run took, with what it waited for
   */
  public record CycleStep(
      String name,
      long runs,
      long failures,
      @Nullable Long lastCpuMicros,
      @Nullable Long meanCpuMicros,
      @Nullable Long maxCpuMicros,
      long lastMicros) {}

  /**
   * The ring between the application's threads and the agent's.
   *
   * @param capacity slots
   * @param offered exchanges that ended
   * @param droppedByReason exchanges that found no place, by reason
   */
  public record Ring(long capacity, long offered, Map<String, Long> droppedByReason) {
    /** Copies the map. */
    public Ring {
      droppedByReason = Collections.unmodifiableMap(new LinkedHashMap<>(droppedByReason));
    }
  }

  /**
   * One bounded queue.
   *
   * @param name what it holds
   * @param length entries now
   * @param capacity entries at most
   */
  public record Queue(String name, long length, long capacity) {}

  /**
   * Log rows.
   *
   * @param written rows in the database
   * @param failed rows that could not be written and are lost
   * @param leftOutByReason rows that a rule or budget left out, by reason
   */
  public record Rows(long written, long failed, Map<String, Long> leftOutByReason) {
    /** Copies the map. */
    public Rows {
      leftOutByReason = Collections.unmodifiableMap(new LinkedHashMap<>(leftOutByReason));
    }
  }

  /**
   * The operations database, as far as it can be told from here.
   *
   * @param state {@code ok}; {@code not_writable} while rows wait; {@code no_room} while the disk
   *     has none for all of them; {@code file_gone} when its file was deleted or replaced under the
   *     agent
   * @param problem what is wrong and what helps, or null
   * @param embedded the embedded database, or null where it is on a server
   */
  public record Storage(
      String state, @Nullable String problem, @Nullable EmbeddedStorage embedded) {}

  /**
   * One woven place in the application.
   *
   * @param name binding and method
   * @param state such as {@code attached}, {@code waiting} or {@code switched_off}
   * @param failures how often the advice failed
   * @param lastFailure what failed last, or null
   */
  public record JoinPoint(String name, String state, long failures, @Nullable String lastFailure) {}

  /**
   * Something of the application that is not watched.
   *
   * @param name what
   * @param reason why, and what helps
   */
  public record NotAttached(String name, String reason) {}

  /**
   * One step of the agent's start.
   *
   * @param name which
   * @param durationMillis how long it took
   */
  public record StartStep(String name, long durationMillis) {}

  /**
   * A request that is being served.
   *
   * @param ageMillis since its arrival
   * @param method as sent
   * @param path raw path without query
   * @param route pattern, or null
   * @param thread name of the thread that took it
   */
  public record OpenExchange(
      long ageMillis, String method, String path, @Nullable String route, String thread) {}
}
