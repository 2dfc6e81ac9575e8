package io.opsagent.agent.launch;

import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that let one agent do something share: which one, and one line for what fails. */
abstract class AgentCommand extends FolderCommand {
  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "Process of the agent, if several run.")
  private @Nullable Long pid;

  /** A command of this jar. */
  AgentCommand(File jar) {
    super(jar);
  }

  /** Does it; prints to {@code out}. */
  abstract void run(LocalAgent agent, PrintWriter out) throws AgentCallException;

  @Override
  public final Integer call() {
    PrintWriter out = commandLine().getOut();
    PrintWriter err = commandLine().getErr();
    try {
      run(agent(), out);
      return 0;
    } catch (AgentCallException e) {
      err.println("opsagent: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private LocalAgent agent() throws AgentCallException {
    Long wanted = pid;
    List<LocalAgent> found =
        agents().stream().filter(agent -> wanted == null || agent.state().pid() == wanted).toList();
    if (found.isEmpty()) {
      throw new AgentCallException(
          "No agent is running with data directory "
              + folder()
              + (wanted == null ? "" : " in process " + wanted)
              + ". Start the application, run this as its user, or name the folder with"
              + " --data-dir.");
    }
    if (found.size() > 1) {
      throw new AgentCallException(
          "Several agents run with data directory "
              + folder()
              + ", in the processes "
              + found.stream()
                  .map(agent -> Long.toString(agent.state().pid()))
                  .collect(Collectors.joining(", "))
              + ". Name one with --pid.");
    }
    return found.get(0);
  }
}
