package io.opsagent.server;

import io.opsagent.server.api.AgentReport;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.api.EmbeddedStorage;
import io.opsagent.server.metrics.MetricPage;
import io.opsagent.server.metrics.MetricSource;
import io.opsagent.server.tasklog.TaskLog;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The agent about itself, for who scrapes: the figures of {@code /v1/agent} and of its own log. Any
 * thread.
 */
public final class AgentMetrics implements MetricSource {
  private final AgentReport report;
  private final OwnCpu cpu = new OwnCpu();

  /** Over the figures of the self page. */
  public AgentMetrics(AgentReport report) {
    this.report = report;
  }

  @Override
  public void collect(MetricPage page) {
    AgentSnapshot now = report.snapshot();
    page.info("opsagent", "Which agent this is.").is("version", now.version());
    ring(page, now.ring());
    for (AgentSnapshot.Queue queue : now.queues()) {
      page.gauge("opsagent_queue_length", "Entries in a queue of the agent.")
          .add(queue.length(), "queue", queue.name());
      page.gauge("opsagent_queue_capacity", "Entries at most.")
          .add(queue.capacity(), "queue", queue.name());
    }
    page.counter("opsagent_rows_written", "Log rows written into the database.")
        .add(now.rows().written());
    page.counter("opsagent_rows_failed", "Log rows that could not be written and are lost.")
        .add(now.rows().failed());
    now.rows()
        .leftOutByReason()
        .forEach(
            (reason, count) ->
                page.counter("opsagent_left_out", "What a rule or a cap left out, by reason.")
                    .add(count, "reason", reason));
    storage(page, now.storage());
    page.gauge("opsagent_threads", "Threads of the agent.").add(now.cost().threads());
    page.counter("opsagent_cpu_seconds", "Processor time of the agent's threads.")
        .add(cpu.seconds());
    page.gauge("opsagent_body_memory_bytes", "Copies of bodies that open requests hold.")
        .add(now.cost().bodyBytes());
    Map<String, Integer> states = new TreeMap<>();
    long failures = 0;
    for (AgentSnapshot.JoinPoint joinPoint : now.joinPoints()) {
      states.merge(joinPoint.state(), 1, Integer::sum);
      failures += joinPoint.failures();
    }
    states.forEach(
        (state, count) ->
            page.gauge("opsagent_join_points", "Places woven into the application, by state.")
                .add(count, "state", state));
    page.counter("opsagent_join_point_failures", "Failures of the agent inside of requests.")
        .add(failures);
    page.gauge("opsagent_not_attached", "What the agent could not attach to.")
        .add(now.notAttached().size());
    log(page);
  }

  private static void ring(MetricPage page, AgentSnapshot.Ring ring) {
    page.gauge("opsagent_ring_capacity", "Slots between the application and the agent.")
        .add(ring.capacity());
    page.counter("opsagent_ring_offered", "Requests that ended.").add(ring.offered());
    ring.droppedByReason()
        .forEach(
            (reason, count) ->
                page.counter("opsagent_requests_dropped", "Requests that nobody counts, by reason.")
                    .add(count, "reason", reason));
  }

  private static void storage(MetricPage page, AgentSnapshot.Storage storage) {
    page.gauge("opsagent_storage_ok", "Whether rows reach the operations database.")
        .add(storage.state().equals("ok") ? 1 : 0);
    EmbeddedStorage embedded = storage.embedded();
    if (embedded != null) {
      page.gauge("opsagent_storage_file_bytes", "Size of the embedded database.")
          .add(embedded.fileBytes());
      page.gauge("opsagent_storage_max_bytes", "Size at which it is made smaller.")
          .add(embedded.maxBytes());
    }
  }

  private static void log(MetricPage page) {
    TaskLog log = TaskLog.instance();
    MetricPage.Family messages =
        page.counter("opsagent_log_messages", "Lines of the agent's own log, from warnings up.");
    messages.add(log.errors(), "level", "error").add(log.warnings(), "level", "warn");
    Instant last = log.lastError();
    page.gauge("opsagent_last_error_timestamp_seconds", "Last error, in Unix time; 0 for none.")
        .add(last == null ? 0 : last.toEpochMilli() / 1_000.0);
  }
}
