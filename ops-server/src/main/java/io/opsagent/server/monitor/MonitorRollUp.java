package io.opsagent.server.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the samples of an hour together: means, sums of what is counted in each cycle, and under
 * {@code metrics} the maximum of each. Hours are looked at again for a while, since a process that
 * comes back may have been the only one to know them; an hour that is there is left as it is.
 */
final class MonitorRollUp {
  private static final int HOURS_LOOKED_AT = 3;
  private static final int MAX_SAMPLES = 10_000;

  private final MonitorRepository samples;

  MonitorRollUp(MonitorRepository samples) {
    this.samples = samples;
  }

  /**
   * Puts the last hours together, if that was not done.
   *
   * @param hour beginning of the hour that is going on
   */
  void run(MonitorKind kind, Instant hour) {
    for (int i = 1; i <= HOURS_LOOKED_AT; i++) {
      Instant from = hour.minus(Duration.ofHours(i));
      Instant to = from.plus(Duration.ofHours(1));
      List<Long> measured = samples.subjects(kind, MonitorSample.RAW, from, to);
      if (measured.isEmpty()) {
        continue;
      }
      Set<Long> done = new HashSet<>(samples.subjects(kind, MonitorSample.HOURLY, from, to));
      for (long subject : measured) {
        if (!done.contains(subject)) {
          add(kind, subject, from, to);
        }
      }
    }
  }

  private void add(MonitorKind kind, long subject, Instant from, Instant to) {
    List<MonitorSample> raw =
        samples.newest(
            new MonitorRepository.Query(
                kind, subject, MonitorSample.RAW, null, from, to.minusNanos(1_000)),
            MAX_SAMPLES);
    samples.add(
        List.of(
            new MonitorSample(
                0,
                kind,
                subject,
                MonitorSample.HOURLY,
                from,
                (int) Duration.ofHours(1).toSeconds(),
                Samples.text(together(raw.stream().map(Samples::values).toList())))));
  }

  private static Map<String, @Nullable Object> together(List<ObjectNode> raw) {
    Set<String> names = new java.util.LinkedHashSet<>();
    raw.forEach(values -> values.fieldNames().forEachRemaining(names::add));
    Map<String, @Nullable Object> together = new LinkedHashMap<>();
    Map<String, Double> maxima = new LinkedHashMap<>();
    for (String name : names) {
      double[] known =
          raw.stream()
              .map(values -> values.path(name))
              .filter(JsonNode::isNumber)
              .mapToDouble(JsonNode::asDouble)
              .toArray();
      if (known.length > 0) {
        together.put(name, SampleGroup.value(name, known));
        maxima.put("max_" + name, java.util.Arrays.stream(known).max().orElseThrow());
      } else if (raw.stream().noneMatch(values -> values.path(name).isObject())) {
        together.put(name, null);
      }
    }
    together.put("metrics", maxima);
    return together;
  }
}
