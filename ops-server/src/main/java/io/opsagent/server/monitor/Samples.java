package io.opsagent.server.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.storage.monitor.MonitorSample;

/** Values of samples as the text that is stored. For any thread. */
final class Samples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  static String text(Object values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Values that are no JSON", e);
    }
  }

  /** The values; none when the text is damaged. */
  static ObjectNode values(MonitorSample sample) {
    try {
      JsonNode read = JSON.readTree(sample.valuesJson());
      return read instanceof ObjectNode values ? values : JSON.createObjectNode();
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
