package io.opsagent.agent.launch;

import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.storage.AgentStateFile;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about agents that write to one data directory, and how they are found. */
abstract class FolderCommand implements Callable<Integer> {
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
  FolderCommand(File jar) {
    this.jar = jar;
  }

  final CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  /** The data directory that is meant. */
  final File folder() {
    File given = dataDir;
    return given != null
        ? given
        : ConfigurationLoader.load(
                null, System.getenv(), System.getProperties(), jar.getParentFile())
            .configuration()
            .get(Keys.DATA_DIR);
  }

  /** The agents that run there. */
  final List<LocalAgent> agents() {
    return AgentStateFile.live(folder()).stream().map(LocalAgent::new).toList();
  }
}
