package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code supervisor connect}, {@code list}, {@code delete}: the platforms that manage this node
 * (operations-api.md 4.3, 4.4). The agent does the work, since the database is its own.
 */
final class SupervisorCommands {
  private static final String PATH = "/v1/supervisors";

  private SupervisorCommands() {}

  /** All of them, below the word supervisor. */
  static CommandLine all(File jar) {
    return new CommandLine(new Group())
        .addSubcommand("connect", new Connect(jar))
        .addSubcommand("list", new ListThem(jar))
        .addSubcommand("delete", new Delete(jar));
  }

  @Command(
      name = "supervisor",
      mixinStandardHelpOptions = true,
      description = "Connects this node to a platform that manages it, and leaves it.")
  private static final class Group extends CommandGroup {}

  @Command(
      name = "connect",
      mixinStandardHelpOptions = true,
      description = {
        "Connects the agent to a platform, with the key that the platform gave you.",
        "The platform's host must be in trusted-hosts, or below utilmeta.com."
      })
  private static final class Connect extends AgentCommand {
    @Parameters(
        index = "0",
        paramLabel = "URL",
        description = "Of the platform's API, such as https://api-sh.utilmeta.com/spv.")
    private String supervisor = "";

    @Option(
        names = "--key",
        required = true,
        paramLabel = "KEY",
        description = "RSA public key as JWK, or base64 of it.")
    private String key = "";

    @Option(names = "--service", paramLabel = "ID", description = "Service id at the platform.")
    private @Nullable String serviceId;

    Connect(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      Map<String, Object> wanted = new LinkedHashMap<>();
      wanted.put("url", supervisor);
      wanted.put("key", key);
      if (serviceId != null) {
        wanted.put("serviceID", serviceId);
      }
      JsonNode made = agent.call("POST", PATH, wanted);
      out.println("Connected as node " + made.path("nodeID").asText() + ".");
      if (made.path("url").isTextual()) {
        out.println(made.path("url").asText());
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the platforms that manage the agent.")
  private static final class ListThem extends AgentCommand {
    ListThem(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      for (JsonNode one : agent.call("GET", PATH, null).path("items")) {
        out.printf(
            "%-18s  %-14s  %s  %s%n",
            one.path("instanceID").asText(),
            one.path("nodeID").asText(),
            one.path("baseURL").asText(),
            one.path("disabled").asBoolean()
                ? "disabled"
                : one.path("connected").asBoolean() ? "connected" : "waiting");
      }
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes the node at its platform and the record of the platform here.")
  private static final class Delete extends AgentCommand {
    @Option(
        names = "--node",
        required = true,
        paramLabel = "ID",
        description = "Node id; see supervisor list.")
    private String node = "";

    @Option(
        names = "--key",
        required = true,
        paramLabel = "KEY",
        description = "RSA public key as JWK, or base64 of it.")
    private String key = "";

    Delete(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      for (JsonNode one : agent.call("GET", PATH, null).path("items")) {
        if (one.path("nodeID").asText().equals(node)) {
          agent.call(
              "DELETE",
              PATH + "/" + one.path("instanceID").asText(),
              null,
              "X-Access-Key",
              key.replaceAll("[\\r\\n]", ""));
          out.println("Node " + node + " is deleted.");
          return;
        }
      }
      throw new AgentCallException(
          "\"" + node + "\" is no node of the agent; supervisor list shows them.");
    }
  }
}
