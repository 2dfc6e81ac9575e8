package io.opsagent.testapps.proofs;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A broken opsagent.jar with its configuration.
 *
 * @param option for the JVM's command line
 * @param brokenMethods what was broken in it
 */
record BrokenAgent(String option, List<String> brokenMethods) {

  /**
   * Breaks a copy of the jar.
   *
   * @param folder that takes jar, configuration and data folder
   */
  static BrokenAgent in(
      Path folder, AgentConfig config, BrokenJar.Choice choice, BrokenJar.Damage damage)
      throws IOException {
    Path jar = folder.resolve("opsagent.jar");
    List<String> broken = BrokenJar.write(jar, choice, damage);
    Path settings = config.writeTo(folder.resolve("ops.properties"));
    return new BrokenAgent(new AgentJar(jar).option("config=" + settings), broken);
  }
}
