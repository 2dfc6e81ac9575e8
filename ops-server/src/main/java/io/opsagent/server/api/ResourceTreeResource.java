package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.nodes.WorkerLiveness.Since;
import io.opsagent.server.nodes.WorkerState;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.workers.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/resources}: what the requests of the service run on, as a tree: service, hosts,
 * instances, workers; and databases and caches beside the hosts. Each has a state and since when,
 * by the rule of {@link io.opsagent.server.nodes.WorkerLiveness}. Workers that ended are there for
 * a day.
 */
final class ResourceTreeResource {
  private static final Duration KEPT = Duration.ofDays(7);

  private final NodeServices nodes;
  private final String service;
  private final Coverage coverage;
  private final Clock clock;

  ResourceTreeResource(NodeServices nodes, String service, Coverage coverage, Clock clock) {
    this.nodes = nodes;
    this.service = service;
    this.coverage = coverage;
    this.clock = clock;
  }

  void get(Context ctx) {
    Instant now = clock.instant();
    List<Worker> workers = nodes.workers().list(service);
    List<Resource> instances = nodes.resources().instances(service, now.minus(KEPT));
    List<Map<String, @Nullable Object>> children = new ArrayList<>();
    for (Resource server : nodes.resources().servers(now.minus(KEPT))) {
      List<Resource> onIt =
          instances.stream()
              .filter(one -> Long.valueOf(server.id()).equals(one.serverId()))
              .toList();
      if (!onIt.isEmpty()) {
        children.add(server(server, onIt, workers));
      }
    }
    for (Resource.Kind kind : List.of(Resource.Kind.DATABASE, Resource.Kind.CACHE)) {
      nodes.resources().dependencies(kind, service).forEach(one -> children.add(dependency(one)));
    }
    Instant begin = instances.stream().map(Resource::createdAt).min(Instant::compareTo).orElse(now);
    Map<String, @Nullable Object> tree =
        node("service", 1, service, begin, begin, nodes.liveness().of(workers, begin));
    tree.put("facts", Map.of());
    tree.put("children", children);
    tree.putAll(coverage.ofState().members());
    Answers.send(ctx, tree);
  }

  private Map<String, @Nullable Object> server(
      Resource server, List<Resource> instances, List<Worker> workers) {
    List<Worker> onIt = workers.stream().filter(one -> one.serverId() == server.id()).toList();
    Map<String, @Nullable Object> node =
        node(server, nodes.liveness().of(onIt, server.createdAt()));
    node.put("children", instances.stream().map(one -> instance(one, workers)).toList());
    return node;
  }

  private Map<String, @Nullable Object> instance(Resource instance, List<Worker> workers) {
    List<Worker> ofIt = workers.stream().filter(one -> one.instanceId() == instance.id()).toList();
    Map<String, @Nullable Object> node =
        node(instance, nodes.liveness().of(ofIt, instance.createdAt()));
    node.put("children", ofIt.stream().map(this::worker).toList());
    return node;
  }

  private Map<String, @Nullable Object> worker(Worker worker) {
    Map<String, @Nullable Object> node =
        node(
            "worker",
            worker.id(),
            "process " + worker.pid(),
            worker.started(),
            worker.lastSeen(),
            nodes.liveness().of(worker));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("pid", worker.pid());
    facts.put("index", worker.index());
    facts.put("startedAt", worker.started().toString());
    facts.put("lastSeenAt", worker.lastSeen().toString());
    facts.put("endedAt", Metadata.time(worker.ended()));
    node.put("facts", facts);
    node.put("children", List.of());
    return node;
  }

  /** Whoever writes its facts uses it; one that cannot be reached says so there. */
  private static Map<String, @Nullable Object> dependency(Resource one) {
    JsonNode facts = facts(one);
    boolean isConnected = facts.path("connected").asBoolean(true);
    Instant updated = one.updatedAt() == null ? one.createdAt() : one.updatedAt();
    Map<String, @Nullable Object> node =
        node(
            one,
            isConnected
                ? new Since(WorkerState.CONNECTED, one.createdAt())
                : new Since(WorkerState.SILENT, updated));
    node.put("children", List.of());
    return node;
  }

  private static Map<String, @Nullable Object> node(Resource one, Since since) {
    Instant updated = one.updatedAt() == null ? one.createdAt() : one.updatedAt();
    JsonNode facts = facts(one);
    String kind = one.kind().name().toLowerCase(Locale.ROOT);
    String name =
        one.kind() == Resource.Kind.SERVER
            ? facts.path("hostname").asText(one.ident())
            : one.ident();
    Map<String, @Nullable Object> node =
        node(kind, one.id(), name, one.createdAt(), updated, since);
    node.put("facts", facts);
    return node;
  }

  private static JsonNode facts(Resource one) {
    JsonNode facts = Json.read(one.factsJson().getBytes(StandardCharsets.UTF_8));
    return facts == null ? JsonNodeFactory.instance.objectNode() : facts;
  }

  private static Map<String, @Nullable Object> node(
      String kind, long id, String name, Instant createdAt, Instant updatedAt, Since since) {
    Map<String, @Nullable Object> node = Metadata.of(kind, id, name, createdAt, updatedAt);
    node.put("kind", kind);
    node.put("state", since.state().name().toLowerCase(Locale.ROOT));
    node.put("since", since.since().toString());
    return node;
  }
}
