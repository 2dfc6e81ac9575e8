package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user create}: people who sign in at the console. */
final class UserCommands {
  private UserCommands() {}

  /** All of them, below the word user. */
  static CommandLine all(File jar, Callable<String> password) {
    return new CommandLine(new Group()).addSubcommand("create", new Create(jar, password));
  }

  @Command(
      name = "user",
      mixinStandardHelpOptions = true,
      description = "Makes people who sign in at the console.")
  private static final class Group extends CommandGroup {}

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a user, with a password that it asks for or reads from standard input.")
  private static final class Create extends AgentCommand {
    private final Callable<String> password;

    @Parameters(index = "0", paramLabel = "NAME", description = "What the user signs in with.")
    private String name = "";

    @Option(
        names = "--scope",
        split = ",",
        defaultValue = "*",
        paramLabel = "SCOPE",
        description = "What the user may do, such as log.view; by default everything.")
    private List<String> scopes = new ArrayList<>();

    Create(File jar, Callable<String> password) {
      super(jar);
      this.password = password;
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      Map<String, Object> wanted = new LinkedHashMap<>();
      wanted.put("name", name);
      wanted.put("scopes", scopes);
      wanted.put("password", typed());
      JsonNode user = agent.call("POST", "/v1/users", wanted);
      out.println("User " + name + " is made (" + user.path("instanceID").asText() + ").");
    }

    private String typed() throws AgentCallException {
      try {
        return password.call();
      } catch (Exception e) {
        throw new AgentCallException("No password: " + e.getMessage() + ".");
      }
    }
  }
}
