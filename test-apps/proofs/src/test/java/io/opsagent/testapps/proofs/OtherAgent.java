package io.opsagent.testapps.proofs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Agents of others that users have on the same command line. */
enum OtherAgent {
  ELASTIC_APM("elastic-apm-agent.jar"),
  JACOCO("org.jacoco.agent-runtime.jar"),
  OPEN_TELEMETRY("opentelemetry-javaagent.jar");

  private final String fileName;

  OtherAgent(String fileName) {
    this.fileName = fileName;
  }

  /** The option for a JVM's command line, without arguments. */
  String option() {
    Path jar = Path.of(System.getProperty("other.agents", ""), fileName).toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing; run mvn verify");
    }
    return "-javaagent:" + jar;
  }
}
