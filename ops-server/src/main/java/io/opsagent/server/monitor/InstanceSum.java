package io.opsagent.server.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instance, put together from the newest samples of its connected workers (operations-api.md
 * 8.4): sums; means by the number of requests; requests, traffic and errors are what the workers
 * served since they began.
 */
final class InstanceSum {
  private static final List<String> SUMS =
      List.of(
          "file_descriptors", "active_net_connections", "total_net_connections", "threads", "rps");

  /** Of all that the workers served; what the sample of a worker calls them. */
  private static final Map<String, String> TOTALS =
      Map.of(
          "requests", "total_requests",
          "errors", "total_errors",
          "in_traffic", "total_in_traffic",
          "out_traffic", "total_out_traffic");

  private InstanceSum() {}

  /**
   * The values of an instance.
   *
   * @param workers values of its workers' newest samples, at least one
   * @param processors of the host
   * @param hostMemoryBytes of the host; 0 when it is not known
   */
  static Gauges of(List<ObjectNode> workers, int processors, long hostMemoryBytes) {
    Gauges gauges = new Gauges();
    double cpu = 0;
    double memory = 0;
    double weightedMillis = 0;
    double requests = 0;
    Map<String, Integer> connections = new TreeMap<>();
    for (ObjectNode worker : workers) {
      cpu += worker.path("cpu_percent").asDouble();
      JsonNode info = worker.path("memory_info");
      memory += info.path("pss").asDouble(worker.path("used_memory").asDouble());
      double served = worker.path("metrics").path("total_requests").asDouble();
      requests += served;
      weightedMillis += served * worker.path("metrics").path("total_avg_time").asDouble();
      worker
          .path("net_connections_info")
          .properties()
          .forEach(
              state -> connections.merge(state.getKey(), state.getValue().asInt(), Integer::sum));
    }
    gauges.count("used_memory", (long) memory);
    gauges.decimal("cpu_percent", cpu / Math.max(1, processors));
    gauges.percent("memory_percent", memory, hostMemoryBytes);
    gauges.decimal("disk_percent", 0).unknown("used_space").unknown("open_files");
    for (String name : SUMS) {
      gauges.decimal(name, workers.stream().mapToDouble(one -> one.path(name).asDouble()).sum());
    }
    TOTALS.forEach(
        (name, total) ->
            gauges.count(
                name,
                workers.stream().mapToLong(one -> one.path("metrics").path(total).asLong()).sum()));
    gauges.decimal("avg_time", requests == 0 ? 0 : weightedMillis / requests);
    gauges.counts("net_connections_info", connections);
    gauges.count("current_workers", workers.size());
    for (String name : List.of("avg_worker_lifetime", "new_spawned_workers", "avg_workers")) {
      gauges.unknown(name);
    }
    return gauges;
  }
}
