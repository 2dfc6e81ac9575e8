package io.opsagent.agent.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long each step of the start took, in its order. Thread-safe. */
final class StartTimes {
  private final List<Map.Entry<String, Long>> steps = new ArrayList<>();

  synchronized void add(String step, long nanos) {
    steps.add(Map.entry(step, nanos));
  }

  /** Step to milliseconds. */
  synchronized Map<String, Long> millis() {
    Map<String, Long> millis = new LinkedHashMap<>();
    steps.forEach(step -> millis.put(step.getKey(), step.getValue() / 1_000_000));
    return millis;
  }
}
