package io.opsagent.agent.launch;

import java.io.File;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands that talk to one running agent share: which one, and one line for what fails. */
abstract class AgentCommand implements Callable<Integer> {
  private final File jar;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "FOLDER",
      description = "Data directory of the agent; by default as an agent of this jar finds it.")
  private @Nullable File dataDir;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "Process of the agent, if several run.")
  private @Nullable Long pid;

  AgentCommand(File jar) {
    this.jar = jar;
  }

  /** Does it; prints to {@code out}. */
  abstract void run(LocalAgent agent, PrintWriter out) throws AgentCallException;

  @Override
  public final Integer call() {
    CommandSpec own = Objects.requireNonNull(spec);
    PrintWriter out = own.commandLine().getOut();
    PrintWriter err = own.commandLine().getErr();
    try {
      run(LocalAgent.find(dataDir != null ? dataDir : LocalAgent.configuredFolder(jar), pid), out);
      return 0;
    } catch (AgentCallException e) {
      err.println("opsagent: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
