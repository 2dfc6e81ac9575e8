package io.opsagent.agent.launch;

import java.io.File;
import java.io.PrintWriter;
import java.util.List;

/** A look at the agents of one data directory, as far as they answer. */
abstract class NodeCommand extends FolderCommand {

  /** A command of this jar. */
  NodeCommand(File jar) {
    super(jar);
  }

  /**
   * Does it for the agents that run.
   *
   * @param agents at least one
   * @return exit code
   */
  abstract int run(List<LocalAgent> agents, PrintWriter out) throws InterruptedException;

  @Override
  public final Integer call() {
    PrintWriter out = commandLine().getOut();
    List<LocalAgent> agents = agents();
    try {
      if (agents.isEmpty()) {
        out.printf(
            "No agent is running with data directory %s; name another with --data-dir.%n",
            folder());
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
}
