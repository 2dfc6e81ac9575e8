package io.opsagent.agent.launch;

import io.opsagent.agent.launch.LocalAgent.Answer;
import io.opsagent.storage.AgentState;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Checks a node of this machine and opens its console in a browser (operations-api.md 4.2, the form
 * without a key). Exit code 0 if the node answers as an OperationsAPI does, else 1.
 */
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineTool.Version.class,
    description = {
      "Checks the running agent of a data directory, prints the address of its console and",
      "opens it in a browser. Where there is no display, it prints only."
    })
final class ConnectCommand extends NodeCommand {
  private final Browser browser;

  @Option(names = "--pid", paramLabel = "PID", description = "Which agent, if several run.")
  private @Nullable Long pid;

  @Option(names = "--no-browser", description = "Print only.")
  private boolean printOnly;

  /**
   * The command.
   *
   * @param browser opens a page
   */
  ConnectCommand(File jar, Browser browser) {
    super(jar);
    this.browser = browser;
  }

  @Override
  int run(List<LocalAgent> agents, PrintWriter out) throws InterruptedException {
    Long wanted = pid;
    List<LocalAgent> chosen =
        wanted == null ? agents : agents.stream().filter(a -> a.state().pid() == wanted).toList();
    if (chosen.size() != 1) {
      out.println(
          chosen.isEmpty()
              ? "No agent of process " + wanted + " is running there. These are:"
              : "Several agents are running there; name one with --pid:");
      agents.forEach(
          a -> out.printf("%-8d %-24s %s%n", a.state().pid(), a.state().service(), a.url()));
      return 1;
    }
    return connect(chosen.get(0), out);
  }

  private int connect(LocalAgent local, PrintWriter out) throws InterruptedException {
    AgentState agent = local.state();
    Answer info;
    Answer ready;
    try {
      info = local.below("");
      ready = local.outside("/readyz");
    } catch (IOException e) {
      out.printf(
          "The agent of process %d does not answer at %s (%s). Look at its log, or restart the"
              + " application.%n",
          agent.pid(), agent.url(), e.getMessage());
      return 1;
    }
    if (info.status() != 200 || info.at("/result/utilmeta").asText().isEmpty()) {
      out.printf(
          "%s answers %d and not as an OperationsAPI. Another program has its port; restart the"
              + " application.%n",
          agent.url(), info.status());
      return 1;
    }
    String console = agent.url() + "/ui/";
    out.printf("%s of service %s answers", agent.url(), agent.service());
    out.println(ready.status() == 200 ? " and is ready." : ", but is not ready: run status.");
    out.printf("Console: %s%n", console);
    if (!printOnly && !browser.open(console)) {
      out.println("There is no browser to open here; open the address yourself.");
    }
    return 0;
  }
}
