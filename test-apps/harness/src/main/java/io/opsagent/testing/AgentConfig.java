package io.opsagent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Settings of an agent under test (design.md section 5). All key names that tests use are here, so
 * that one place changes when a key does. Immutable.
 */
public final class AgentConfig {
  /** Port of the agent's own server; 1 to 65535. */
  public static final String PORT_KEY = "port";

  /** Folder of the operations database. */
  public static final String DATA_DIR_KEY = "data-dir";

  /** Whether headers and bodies are kept from WARN up only. */
  public static final String PRODUCTION_KEY = "production";

  /** How often rows are flushed and metrics are taken. */
  public static final String WORKER_CYCLE_KEY = "worker-cycle";

  private final Map<String, String> values;

  private AgentConfig(Map<String, String> values) {
    this.values = values;
  }

  /**
   * What nearly every test wants: an own port, an own data folder, everything kept, and rows that
   * are visible within a second.
   */
  public static AgentConfig forTest(Path dataDir) {
    return empty()
        .with(PORT_KEY, Integer.toString(FreePort.pick()))
        .with(DATA_DIR_KEY, dataDir.toString())
        .with(PRODUCTION_KEY, "false")
        .with(WORKER_CYCLE_KEY, "1s")
        .everyRequest();
  }

  /** A copy under which every request becomes a row, however many come at once. */
  public AgentConfig everyRequest() {
    return with("log.exclude-methods", "NONE")
        .with("log.max-rows-per-second", "100000")
        .with("log.max-rows-burst", "1000000")
        .with("log.max-eventful-rows-per-second", "100000");
  }

  /** No setting at all: the agent's defaults. */
  public static AgentConfig empty() {
    return new AgentConfig(Map.of());
  }

  /** A copy with one more setting, or another value for it. */
  public AgentConfig with(String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(key, value);
    return new AgentConfig(copy);
  }

  /** Writes the settings as a properties file. */
  public Path writeTo(Path file) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (key, value) ->
            text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    try {
      return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings as environment variables, which win over every file (design.md section 5). */
  public Map<String, String> asEnvironment() {
    Map<String, String> variables = new LinkedHashMap<>();
    values.forEach(
        (key, value) ->
            variables.put(
                "OPSAGENT_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT),
                value));
    return variables;
  }
}
