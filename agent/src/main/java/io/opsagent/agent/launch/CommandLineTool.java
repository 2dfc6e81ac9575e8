package io.opsagent.agent.launch;

import java.io.File;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    commandLine.addSubcommand("status", new StatusCommand(jar));
    commandLine.addSubcommand("connect", new ConnectCommand(jar, Browser.ofDesktop()));
    commandLine.addSubcommand("encrypt", new EncryptCommand(new PasswordInput()));
    commandLine.addSubcommand("token", TokenCommands.all(jar));
    commandLine.addSubcommand("user", UserCommands.all(jar, new PasswordInput()));
    commandLine.addSubcommand("supervisor", SupervisorCommands.all(jar));
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

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"OpsAgent " + AgentVersion.read()};
    }
  }
}
