package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import io.opsagent.server.net.Refusals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /v1/agent}: OpsAgent's own page about itself (design.md 7). */
final class AgentResource {
  /** Longest list of one answer; what is beyond is counted. */
  private static final int MAX_ITEMS = 500;

  private static final String ID_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final AgentReport report;
  private final Refusals refusals;
  private final String name;
  private final long pid = ProcessHandle.current().pid();
  private final String instanceId = instanceId("agent");
  private final Instant createdAt = Instant.now();

  AgentResource(AgentReport report, Refusals refusals, String serviceName) {
    this.report = report;
    this.refusals = refusals;
    this.name = serviceName;
  }

  void get(Context ctx) {
    AgentSnapshot all = report.snapshot();
    AgentSnapshot shown =
        new AgentSnapshot(
            all.version(),
            all.host(),
            all.cost(),
            new AgentSnapshot.Ring(
                all.ring().capacity(), all.ring().offered(), first(all.ring().droppedByReason())),
            first(all.queues()),
            new AgentSnapshot.Rows(
                all.rows().written(), all.rows().failed(), first(all.rows().leftOutByReason())),
            all.storage(),
            first(all.joinPoints()),
            first(all.notAttached()),
            first(all.startSteps()),
            first(all.openExchanges()));
    Answers.send(
        ctx,
        new Page(
            pid,
            instanceId,
            name,
            Map.of(),
            createdAt.toString(),
            Instant.now().toString(),
            shown,
            refusals.counts(),
            leftOut(all)));
  }

  private static <T> List<T> first(List<T> items) {
    return items.subList(0, Math.min(MAX_ITEMS, items.size()));
  }

  private static Map<String, Long> first(Map<String, Long> counts) {
    Map<String, Long> shown = new LinkedHashMap<>();
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (shown.size() < MAX_ITEMS) {
        shown.put(count.getKey(), count.getValue());
      }
    }
    return shown;
  }

  private static long leftOut(AgentSnapshot all) {
    return beyond(all.ring().droppedByReason().size())
        + beyond(all.queues().size())
        + beyond(all.rows().leftOutByReason().size())
        + beyond(all.joinPoints().size())
        + beyond(all.notAttached().size())
        + beyond(all.startSteps().size())
        + beyond(all.openExchanges().size());
  }

  private static long beyond(int size) {
    return Math.max(0, size - MAX_ITEMS);
  }

  /** A name for a resource of this process, such as {@code agent-6xk3p9}. */
  static String instanceId(String kind) {
    StringBuilder digits = new StringBuilder(kind).append('-');
    for (int i = 0; i < 6; i++) {
      digits.append(ID_DIGITS.charAt(ThreadLocalRandom.current().nextInt(ID_DIGITS.length())));
    }
    return digits.toString();
  }

  /** The metadata that every own resource has, and the report. */
  @JsonPropertyOrder({"id", "instanceID", "name", "extend", "createdAt", "updatedAt"})
  record Page(
      long id,
      @JsonProperty("instanceID") String instanceId,
      String name,
      Map<String, String> extend,
      String createdAt,
      String updatedAt,
      @JsonUnwrapped AgentSnapshot snapshot,
      Map<String, Long> refusedByReason,
      long itemsLeftOut) {}
}
