package io.opsagent.agent.launch;

import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LoadedConfiguration;
import io.opsagent.storage.AgentState;
import io.opsagent.storage.AgentStateFile;
import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about the agents that write to one data directory. */
abstract class NodeCommand implements Callable<Integer> {
  private final File jar;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Data directory of the agents; by default as an agent of this jar finds it.")
  private @Nullable File dataDir;

  /**
   * A command.
   *
   * @param jar opsagent.jar, beside which the settings are looked for
   */
  NodeCommand(File jar) {
    this.jar = jar;
  }

  /**
   * Does it for the agents that run.
   *
   * @param agents at least one
   * @return exit code
   */
  abstract int run(List<AgentState> agents, PrintWriter out) throws InterruptedException;

  @Override
  public final Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    File folder = dataDir != null ? dataDir : configuredFolder();
    List<AgentState> agents = AgentStateFile.live(folder);
    try {
      if (agents.isEmpty()) {
        out.printf(
            "No agent is running with data directory %s; name another with --data-dir.%n", folder);
        return 1;
      }
      return run(agents, out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      out.flush();
    }
  }

  private File configuredFolder() {
    LoadedConfiguration loaded =
        ConfigurationLoader.load(
            null, System.getenv(), System.getProperties(), jar.getParentFile());
    return loaded.configuration().get(Keys.DATA_DIR);
  }
}
