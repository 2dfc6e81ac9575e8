package io.opsagent.agent.launch;

import io.opsagent.storage.AgentState;
import io.opsagent.storage.AgentStateFile;
import java.io.File;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line, {@code java -jar opsagent.jar}. Called by reflection from the entry class. */
public final class CommandLineTool {
  private CommandLineTool() {}

  /**
   * Runs a command.
   *
   * @param arguments command and options; none for the help
   * @param jar opsagent.jar
   * @return exit code: 0, 1 when there is nothing to report or it failed, 2 for wrong arguments
   */
  public static int run(String[] arguments, File jar) {
    CommandLine commandLine = new CommandLine(new Root());
    commandLine.addSubcommand("status", new Status(jar));
    commandLine.addSubcommand("encrypt", new EncryptCommand(new PasswordInput()));
    commandLine.addSubcommand("token", TokenCommands.all(jar));
    commandLine.addSubcommand("user", UserCommands.all(jar, new PasswordInput()));
    commandLine.addSubcommand("list", new AttachCommands.ListJvms());
    commandLine.addSubcommand("attach", new AttachCommands.Attach(jar));
    commandLine.addSubcommand("detach", new AttachCommands.Detach(jar));
    return commandLine.execute(arguments);
  }

  @Command(
      name = "opsagent",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Talks to the OpsAgents that run on this machine.",
      footer = {
        "",
        "To watch an application, add -javaagent:opsagent.jar to its launch line:",
        "  java -javaagent:/path/to/opsagent.jar -jar application.jar",
        "or, while it runs:",
        "  java -jar opsagent.jar attach PID"
      })
  private static final class Root implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
      commandLine.usage(commandLine.getOut());
      return 0;
    }
  }

  private static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"OpsAgent " + AgentVersion.read()};
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Lists the running agents that write to a data directory.")
  private static final class Status implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final File jar;

    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--data-dir",
        paramLabel = "FOLDER",
        description = "Data directory of the agents; by default as an agent of this jar finds it.")
    private @Nullable File dataDir;

    Status(File jar) {
      this.jar = jar;
    }

    @Override
    public Integer call() {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      File folder = dataDir != null ? dataDir : LocalAgent.configuredFolder(jar);
      List<AgentState> agents = AgentStateFile.live(folder);
      if (agents.isEmpty()) {
        out.printf(
            "No agent is running with data directory %s; name another with --data-dir.%n", folder);
        out.flush();
        return 1;
      }
      boolean allReady = true;
      for (AgentState agent : agents) {
        String readiness = readinessOf(agent);
        allReady &= readiness.equals("ready");
        out.printf(
            "%-8d %-24s %-40s since %s  OpsAgent %s  %s%n",
            agent.pid(), agent.service(), agent.url(), agent.started(), agent.version(), readiness);
      }
      out.flush();
      return allReady ? 0 : 1;
    }

    private static String readinessOf(AgentState agent) {
      try {
        URI ready = URI.create(agent.url()).resolve("/readyz");
        HttpResponse<Void> answer =
            HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .send(
                    HttpRequest.newBuilder(ready).timeout(TIMEOUT).build(),
                    HttpResponse.BodyHandlers.discarding());
        return answer.statusCode() == 200 ? "ready" : "not ready (" + answer.statusCode() + ")";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "interrupted";
      } catch (java.io.IOException | IllegalArgumentException e) {
        return "does not answer";
      }
    }
  }
}
