package io.opsagent.server.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorSample;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Samples as the protocol's data frame: an object of lists that are of equal length, oldest first
 * (operations-api.md 1.19 and 8.3).
 */
public final class MonitorFrame {
  private static final List<String> SYSTEM =
      List.of(
          "used_memory",
          "cpu_percent",
          "memory_percent",
          "disk_percent",
          "file_descriptors",
          "active_net_connections",
          "total_net_connections",
          "open_files");

  private static final List<String> SERVER =
      join(SYSTEM, List.of("load_avg_1", "load_avg_5", "load_avg_15"));

  private static final List<String> WORKER =
      join(
          SYSTEM,
          List.of("in_traffic", "out_traffic", "requests", "rps", "errors", "avg_time", "threads"));

  private static final List<String> INSTANCE = join(WORKER, List.of("avg_workers"));

  private static final List<String> DATABASE =
      List.of(
          "used_space",
          "server_used_space",
          "active_connections",
          "current_connections",
          "server_connections",
          "new_transactions");

  private static final List<String> CACHE =
      List.of(
          "cpu_percent",
          "memory_percent",
          "used_memory",
          "file_descriptors",
          "open_files",
          "current_connections",
          "total_connections",
          "qps");

  private static final int MINUTE_SECONDS = 60;
  private static final int HOUR_SECONDS = 3_600;
  private static final int DAY_SECONDS = 86_400;

  private MonitorFrame() {}

  private static List<String> join(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** Names that a frame of this kind always has. */
  static List<String> baseKeys(MonitorKind kind) {
    return switch (kind) {
      case SERVER -> SERVER;
      case INSTANCE -> INSTANCE;
      case WORKER -> WORKER;
      case DATABASE -> DATABASE;
      case CACHE -> CACHE;
    };
  }

  /**
   * The samples as they are.
   *
   * @param samples of one subject, oldest first
   * @param iso a time as the protocol writes it
   */
  public static Map<String, List<@Nullable Object>> raw(
      MonitorKind kind, List<MonitorSample> samples, Function<Instant, String> iso) {
    List<ObjectNode> values = samples.stream().map(Samples::values).toList();
    Set<String> names = new LinkedHashSet<>(baseKeys(kind));
    values.forEach(one -> one.fieldNames().forEachRemaining(names::add));
    Map<String, List<@Nullable Object>> frame = new LinkedHashMap<>();
    for (String name : names) {
      frame.put(name, column(values, name));
    }
    if (!samples.isEmpty()) {
      boolean isIso = kind == MonitorKind.DATABASE || kind == MonitorKind.CACHE;
      frame.put("id", new ArrayList<>(samples.stream().map(MonitorSample::id).toList()));
      frame.put(
          "time",
          new ArrayList<@Nullable Object>(
              samples.stream()
                  .<Object>map(
                      one ->
                          isIso
                              ? iso.apply(one.time())
                              : (Object) (one.time().toEpochMilli() / 1e3))
                  .toList()));
    }
    return frame;
  }

  /**
   * What a list says of a worker: the values of its newest sample by their names; requests, errors,
   * traffic and mean time of all since the process began (operations-api.md 8.2).
   */
  public static Map<String, @Nullable Object> ofWorker(MonitorSample newest) {
    ObjectNode sample = Samples.values(newest);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    sample
        .properties()
        .forEach(one -> values.put(one.getKey(), one.getValue().isNull() ? null : one.getValue()));
    for (String name : List.of("requests", "errors", "in_traffic", "out_traffic", "avg_time")) {
      values.put(name, sample.path("metrics").get("total_" + name));
    }
    return values;
  }

  private static List<@Nullable Object> column(List<ObjectNode> values, String name) {
    List<@Nullable Object> column = new ArrayList<>(values.size());
    for (ObjectNode one : values) {
      JsonNode value = one.get(name);
      column.add(value == null || value.isNull() ? null : value);
    }
    return column;
  }

  /**
   * The samples in groups.
   *
   * @param samples of one subject, oldest first
   * @param seconds of a group, at least 1
   * @param limit most groups; the newest are kept
   * @param iso a time as the protocol writes it
   */
  public static Map<String, List<@Nullable Object>> grouped(
      MonitorKind kind,
      List<MonitorSample> samples,
      int seconds,
      int limit,
      Function<Instant, String> iso) {
    TreeMap<Long, List<ObjectNode>> groups = new TreeMap<>();
    for (MonitorSample sample : samples) {
      long start = Math.floorDiv(sample.time().getEpochSecond(), seconds) * seconds;
      groups.computeIfAbsent(start, key -> new ArrayList<>()).add(Samples.values(sample));
    }
    while (groups.size() > limit) {
      groups.pollFirstEntry();
    }
    boolean isCalendar =
        seconds == MINUTE_SECONDS || seconds == HOUR_SECONDS || seconds == DAY_SECONDS;
    Map<String, List<@Nullable Object>> frame = new LinkedHashMap<>();
    if (!groups.isEmpty()) {
      List<@Nullable Object> times = new ArrayList<>();
      groups
          .keySet()
          .forEach(start -> times.add(isCalendar ? calendar(start, seconds, iso) : start));
      frame.put("time", times);
      if (isCalendar) {
        frame.put("t", times);
      }
    }
    for (String name : baseKeys(kind)) {
      List<@Nullable Object> column = new ArrayList<>();
      groups.values().forEach(group -> column.add(value(group, name, isCalendar)));
      frame.put(name, column);
    }
    return frame;
  }

  private static Object calendar(long start, int seconds, Function<Instant, String> iso) {
    Instant time = Instant.ofEpochSecond(start);
    return seconds == DAY_SECONDS
        ? time.atOffset(ZoneOffset.UTC).toLocalDate().toString()
        : iso.apply(time);
  }

  /** Of other lengths a value that is not known counts as 0. */
  private static @Nullable Object value(List<ObjectNode> group, String name, boolean isCalendar) {
    double[] known =
        group.stream()
            .map(values -> values.path(name))
            .filter(value -> value.isNumber() || !isCalendar)
            .mapToDouble(JsonNode::asDouble)
            .toArray();
    return known.length == 0 ? null : (Double) SampleGroup.value(name, known);
  }
}
