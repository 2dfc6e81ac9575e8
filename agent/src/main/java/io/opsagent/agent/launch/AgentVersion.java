package io.opsagent.agent.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version that packaging wrote into the jar. */
final class AgentVersion {
  private AgentVersion() {}

  static String read() {
    try (InputStream in =
        AgentVersion.class.getClassLoader().getResourceAsStream("META-INF/opsagent.version")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
