package io.opsagent.server;

import io.opsagent.capture.Capture;
import io.opsagent.capture.CircuitBreaker;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.server.api.AgentReport;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.api.EmbeddedStorage;
import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.pipeline.LogPipeline;
import io.opsagent.server.runtime.OpenRequest;
import io.opsagent.server.sql.StatementCounter;
import io.opsagent.server.statistics.SeriesQueue;
import io.opsagent.storage.EmbeddedReport;
import io.opsagent.storage.EmbeddedUpkeep;
import io.opsagent.storage.FileWatch;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.StorageRoom;
import io.opsagent.storage.spool.Spool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the agent's own figures for the self page. */
final class SelfReport implements AgentReport {
  private static final int MAX_OPEN_LISTED = 200;

  private final RuntimeEnvironment environment;
  private final LogPipeline pipeline;
  private final SeriesQueue statistics;
  private final ErrorCounter errors;
  private final StatementCounter statements;
  private final LiveLog liveLog;
  private final FileWatch fileWatch;
  private final StorageRoom room;
  private final Supplier<List<AgentSnapshot.CycleStep>> cycle;
  private final @Nullable EmbeddedUpkeep upkeep;
  private final HostFacts hostFacts = new HostFacts();

  SelfReport(
      RuntimeEnvironment environment,
      LogPipeline pipeline,
      SeriesQueue statistics,
      ErrorCounter errors,
      StatementCounter statements,
      LiveLog liveLog,
      OperationsDatabase database,
      StorageRoom room,
      Supplier<List<AgentSnapshot.CycleStep>> cycle) {
    this.cycle = cycle;
    this.statistics = statistics;
    this.errors = errors;
    this.statements = statements;
    this.liveLog = liveLog;
    this.environment = environment;
    this.fileWatch = database.fileWatch();
    this.upkeep = database.upkeep();
    this.room = room;
    this.pipeline = pipeline;
  }

  @Override
  public AgentSnapshot snapshot() {
    Capture capture = environment.capture();
    Map<String, Long> dropped = new LinkedHashMap<>();
    dropped.put("ring_full", capture.ring().refused());
    dropped.put("not_formatted", pipeline.formatFailures());
    Map<String, Long> leftOut = new LinkedHashMap<>();
    leftOut.put("excluded", pipeline.excluded());
    leftOut.put("budget", pipeline.uneventfulLeftOut());
    leftOut.put("eventful_budget", pipeline.eventfulLeftOut());
    leftOut.put("operations_calls", pipeline.opsCallsLeftOut());
    leftOut.put("queue_full", pipeline.queueRefused());
    leftOut.put("queue_memory", pipeline.queueRefusedForMemory());
    leftOut.put("spool", pipeline.spoolLost());
    leftOut.put("no_room", pipeline.withoutRoom());
    leftOut.put("statistics", statistics.lostRows());
    leftOut.put("error_groups", errors.leftOut());
    leftOut.put("statements", statements.leftOut());
    leftOut.put("database_objects", SqlCapture.current().leftOut());
    leftOut.put("live_tail", liveLog.dropped());
    leftOut.put("body_memory", capture.bodyMemory().refusals());
    leftOut.put("routes", pipeline.routesLeftOut());
    leftOut.put("open_exchanges_not_listed", capture.openExchanges().unlisted());
    leftOut.put("facts_not_readable", capture.unreadableFacts());
    leftOut.put("exceptions_not_read", pipeline.exceptionsNotRead());
    leftOut.put("messages", capture.applicationLog().leftOut());
    leftOut.put("caches", capture.cacheClients().leftOut());
    leftOut.put("abandoned", capture.abandoned());
    return new AgentSnapshot(
        environment.version(),
        hostFacts.get(),
        OwnCost.read(capture.bodyMemory().reservedBytes(), cycle.get()),
        new AgentSnapshot.Ring(
            capture.ring().capacity(),
            capture.ring().accepted() + capture.ring().refused(),
            dropped),
        List.of(
            new AgentSnapshot.Queue("ring", capture.ring().size(), capture.ring().capacity()),
            new AgentSnapshot.Queue("writer", pipeline.queueLength(), pipeline.queueCapacity()),
            new AgentSnapshot.Queue(
                "spool", (int) Math.min(Integer.MAX_VALUE, pipeline.spooledRows()), Spool.MAX_ROWS),
            new AgentSnapshot.Queue("statistics", statistics.waitingRows(), SeriesQueue.MAX_ROWS),
            new AgentSnapshot.Queue("live_tail_viewers", liveLog.viewers(), LiveLog.MAX_VIEWERS)),
        new AgentSnapshot.Rows(pipeline.written(), pipeline.rowsLost(), leftOut),
        storage(),
        joinPoints(capture),
        environment.attachments().notAttached(),
        environment.attachments().startSteps(),
        openExchanges(capture));
  }

  /** A failed write is said first: it is what happens now. */
  private AgentSnapshot.Storage storage() {
    String notWritten = pipeline.writeFailure();
    if (notWritten != null) {
      return new AgentSnapshot.Storage("not_writable", notWritten, embedded());
    }
    String noRoom = room.problem();
    if (noRoom != null) {
      return new AgentSnapshot.Storage("no_room", noRoom, embedded());
    }
    String problem = fileWatch.problem();
    return new AgentSnapshot.Storage(problem == null ? "ok" : "file_gone", problem, embedded());
  }

  private @Nullable EmbeddedStorage embedded() {
    if (upkeep == null) {
      return null;
    }
    EmbeddedReport report = upkeep.report();
    Instant lastCompaction = report.lastCompaction();
    return new EmbeddedStorage(
        report.size().fileBytes(),
        report.size().usedBytes(),
        report.size().reclaimableBytes(),
        report.size().asideBytes(),
        report.maxBytes(),
        report.removedVolatileRows(),
        report.removedOtherRows(),
        new EmbeddedStorage.Compaction(
            report.isCompacting(),
            report.compactions(),
            report.failedCompactions(),
            lastCompaction == null ? null : lastCompaction.toString(),
            report.lastCompactionMillis(),
            report.lastCompactionFreedBytes()));
  }

  private List<AgentSnapshot.JoinPoint> joinPoints(Capture capture) {
    List<AgentSnapshot.JoinPoint> all = new ArrayList<>(environment.attachments().joinPoints());
    for (CircuitBreaker callback : capture.callbacks()) {
      all.add(
          new AgentSnapshot.JoinPoint(
              callback.name(),
              callback.isOpen() ? "switched_off" : "attached",
              callback.failures(),
              callback.lastFailure()));
    }
    return all;
  }

  /** Requests that are being served, in no order. */
  List<OpenRequest> openRequests() {
    long now = System.nanoTime();
    return environment.capture().openExchanges().snapshot().stream()
        .map(
            exchange ->
                new OpenRequest(
                    Math.max(0, now - exchange.startNanos()) / 1_000_000,
                    exchange.method() == null ? "" : exchange.method(),
                    pipeline.pathOf(exchange),
                    LogPipeline.routeOf(exchange),
                    pipeline.threadNameOf(exchange),
                    exchange.threadId(),
                    !exchange.isVirtualThread() && !exchange.isAsync()))
        .toList();
  }

  /** Requests that are being served, without their names. */
  static RequestMetrics.InFlight inFlight(Capture capture) {
    long now = System.nanoTime();
    List<Exchange> open = capture.openExchanges().snapshot();
    long oldestNanos =
        open.stream().mapToLong(exchange -> now - exchange.startNanos()).max().orElse(0);
    return new RequestMetrics.InFlight(open.size(), Math.max(0, oldestNanos) / 1e9);
  }

  private List<AgentSnapshot.OpenExchange> openExchanges(Capture capture) {
    long now = System.nanoTime();
    return capture.openExchanges().snapshot().stream()
        .sorted(Comparator.comparingLong((Exchange exchange) -> exchange.startNanos() - now))
        .limit(MAX_OPEN_LISTED)
        .map(
            exchange ->
                new AgentSnapshot.OpenExchange(
                    (now - exchange.startNanos()) / 1_000_000,
                    exchange.method() == null ? "" : exchange.method(),
                    pipeline.pathOf(exchange),
                    LogPipeline.routeOf(exchange),
                    pipeline.threadNameOf(exchange)))
        .toList();
  }
}
