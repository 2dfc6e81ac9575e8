package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.opsagent.server.monitor.MonitorFrame;
import io.opsagent.server.nodes.NodeServices;
import io.opsagent.server.nodes.WorkerState;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.workers.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /servers} and the lists below it (spec 1.18). Every member of the protocol is there, null
 * where nobody knows it.
 */
final class ServersResource {
  /** What {@code server_retention} and {@code instance_retention} are by default (spec 11.2). */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final List<String> SERVER =
      List.of("ip", "cpu_num", "memory_total", "disk_total", "system", "hostname", "platform");

  private static final List<String> INSTANCE =
      List.of(
          "backend",
          "backend_version",
          "version",
          "spec_version",
          "asynchronous",
          "production",
          "language",
          "language_version",
          "utilmeta_version");

  private static final List<String> DATABASE =
      List.of(
          "connected",
          "max_server_connections",
          "used_space",
          "transactions",
          "name",
          "hostname",
          "type",
          "port");

  private static final List<String> CACHE = List.of("connected", "pid", "hostname", "type", "port");

  /** Members of the series of a worker (spec 8.3), which a list has, too. */
  private static final List<String> WORKER =
      List.of(
          "used_memory",
          "cpu_percent",
          "memory_percent",
          "disk_percent",
          "used_space",
          "file_descriptors",
          "active_net_connections",
          "total_net_connections",
          "open_files",
          "in_traffic",
          "out_traffic",
          "outbound_requests",
          "outbound_rps",
          "outbound_timeouts",
          "outbound_errors",
          "outbound_avg_time",
          "queries_num",
          "query_avg_time",
          "qps",
          "requests",
          "rps",
          "errors",
          "avg_time",
          "threads");

  private final NodeServices nodes;
  private final String service;
  private final Clock clock;

  ServersResource(NodeServices nodes, String service, Clock clock) {
    this.nodes = nodes;
    this.service = service;
    this.clock = clock;
  }

  void servers(Context ctx) {
    send(ctx, nodes.resources().servers(since()), SERVER);
  }

  void instances(Context ctx) {
    send(ctx, nodes.resources().instances(service, since()), INSTANCE);
  }

  void databases(Context ctx) {
    send(ctx, nodes.resources().dependencies(Resource.Kind.DATABASE, service), DATABASE);
  }

  void caches(Context ctx) {
    send(ctx, nodes.resources().dependencies(Resource.Kind.CACHE, service), CACHE);
  }

  private Instant since() {
    return clock.instant().minus(KEPT);
  }

  private static void send(Context ctx, List<Resource> resources, List<String> members) {
    Supervisor supervisor = AccessFilter.callerOf(ctx).supervisor();
    String node = supervisor == null ? null : supervisor.nodeId();
    Answers.send(
        ctx, Envelope.ofResult(resources.stream().map(one -> view(one, node, members)).toList()));
  }

  private static Map<String, @Nullable Object> view(
      Resource resource, @Nullable String node, List<String> members) {
    boolean isServer = resource.kind() == Resource.Kind.SERVER;
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", resource.id());
    view.put("ident", resource.ident());
    view.put("route", route(resource, node));
    view.put("service", resource.service());
    view.put("node_id", isServer ? null : node);
    view.put("ref", null);
    view.put("remote_id", null);
    view.put("server_id", isServer ? null : resource.serverId());
    view.put("created_time", ProtocolTime.iso(resource.createdAt()));
    view.put("updated_time", ProtocolTime.iso(resource.updatedAt()));
    view.put("deprecated", false);
    JsonNode facts = facts(resource);
    for (String member : members) {
      view.put(member, facts.get(member));
    }
    if (resource.kind() == Resource.Kind.DATABASE) {
      view.put("connections", List.of());
    }
    return view;
  }

  private static String route(Resource resource, @Nullable String node) {
    String kind = resource.kind().name().toLowerCase(Locale.ROOT);
    boolean hasNode = node != null && resource.kind() != Resource.Kind.SERVER;
    return kind + "/" + (hasNode ? node + "/" : "") + resource.ident();
  }

  private static JsonNode facts(Resource resource) {
    JsonNode facts = Json.read(resource.factsJson().getBytes(StandardCharsets.UTF_8));
    return facts != null && facts.isObject() ? facts : JsonNodeFactory.instance.objectNode();
  }

  void workers(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    String wanted = parameters.text("instance_id");
    if (wanted == null) {
      throw ApiException.badParameter("required item: 'instance_id' is absence");
    }
    Long pid = parameters.integer("pid");
    String status = parameters.text("status");
    Boolean connected = parameters.bool("connected");
    boolean wantsConnected = connected == null || connected;
    Resource instance =
        nodes.resources().instances(service, since()).stream()
            .filter(one -> String.valueOf(one.id()).equals(wanted.strip()))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("instance not found"));
    List<Map<String, @Nullable Object>> rows =
        nodes.workers().list(service).stream()
            .filter(worker -> worker.instanceId() == instance.id())
            .filter(worker -> isConnected(worker) == wantsConnected)
            .filter(worker -> pid == null || worker.pid() == pid)
            .map(this::view)
            .filter(view -> status == null || Objects.equals(status, view.get("status")))
            .toList();
    Answers.send(ctx, Envelope.ofResult(rows));
  }

  private boolean isConnected(Worker worker) {
    return nodes.liveness().of(worker).state() == WorkerState.CONNECTED;
  }

  private Map<String, @Nullable Object> view(Worker worker) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", worker.id());
    view.put("server_id", worker.serverId());
    view.put("server_remote_id", null);
    view.put("instance_id", worker.instanceId());
    view.put("instance_remote_id", null);
    view.put("pid", worker.pid());
    WORKER.forEach(member -> view.put(member, null));
    view.put("net_connections_info", Map.of());
    view.put("memory_info", Map.of());
    view.put("metrics", Map.of());
    nodes
        .monitors()
        .newest(
            new MonitorRepository.Query(MonitorKind.WORKER, worker.id(), null, null, null, null), 1)
        .forEach(newest -> view.putAll(MonitorFrame.ofWorker(newest)));
    view.put("start_time", worker.started().getEpochSecond());
    view.put("master_id", null);
    view.put("master_pid", null);
    view.put("connected", isConnected(worker));
    view.put("time", worker.lastSeen().getEpochSecond());
    view.put("status", null);
    return view;
  }
}
