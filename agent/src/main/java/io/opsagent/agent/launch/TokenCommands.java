package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.settings.DurationText;
import java.io.File;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token create}, {@code token list}, {@code token revoke}. */
final class TokenCommands {
  private static final long MIN_LIFE_MILLIS = 1_000;
  private static final long MAX_LIFE_MILLIS = 3_660L * 86_400_000;

  private TokenCommands() {}

  /** All of them, below the word token. */
  static CommandLine all(File jar) {
    return new CommandLine(new Group())
        .addSubcommand("create", new Create(jar))
        .addSubcommand("list", new ListThem(jar))
        .addSubcommand("revoke", new Revoke(jar));
  }

  @Command(
      name = "token",
      mixinStandardHelpOptions = true,
      description = "Makes, lists and revokes what programs get into the operations API with.")
  private static final class Group extends CommandGroup {}

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a client: an id and a secret, for which it gets tokens (OAuth 2 client credentials).",
        "The secret is printed once and stored as a hash only."
      })
  private static final class Create extends AgentCommand {
    @Option(
        names = "--scope",
        required = true,
        split = ",",
        paramLabel = "SCOPE",
        description = "What it may do, such as log.view; can be given several times.")
    private List<String> scopes = new ArrayList<>();

    @Option(
        names = "--expires",
        paramLabel = "DURATION",
        defaultValue = "90d",
        description = "How long its secret counts, such as 12h or 7d; by default 90d.")
    private String expires = "90d";

    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = "command line",
        description = "What people call it.")
    private String name = "command line";

    Create(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      Long lifeMillis = DurationText.millis(expires, MIN_LIFE_MILLIS, MAX_LIFE_MILLIS);
      if (lifeMillis == null) {
        throw new AgentCallException(
            "--expires is \"" + expires + "\"; allowed is 1s to 3660d, such as 12h or 7d.");
      }
      Map<String, Object> wanted = new LinkedHashMap<>();
      wanted.put("name", name);
      wanted.put("scopes", scopes);
      wanted.put("expiresInSeconds", lifeMillis / 1_000);
      JsonNode client = agent.call("POST", "/v1/clients", wanted);
      String id = client.path("clientID").asText();
      String secret = client.path("clientSecret").asText();
      out.println("Client id:     " + id);
      out.println("Client secret: " + secret);
      out.println("Scopes:        " + words(client.path("scopes")));
      out.println("Expires:       " + client.path("expiresAt").asText());
      out.println();
      out.println("The secret is shown this once. A token for it, which counts for an hour:");
      out.println(
          "  curl -u "
              + id
              + ":"
              + secret
              + " -d grant_type=client_credentials "
              + agent.url()
              + "/oauth/token");
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the newest clients, and the tokens and sessions that were issued.")
  private static final class ListThem extends AgentCommand {
    ListThem(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      print(out, agent.call("GET", "/v1/clients", null).path("items"));
      print(out, agent.call("GET", "/v1/tokens", null).path("items"));
    }

    private static void print(PrintWriter out, JsonNode items) {
      for (JsonNode item : items) {
        String ended = item.path("revokedAt").isNull() ? "" : "  revoked";
        out.printf(
            "%-14s  %-14s  %-24s  %s  until %s%s%n",
            item.path("instanceID").asText(),
            item.path("subject").asText(item.path("createdBy").asText()),
            item.path("name").asText(),
            words(item.path("scopes")),
            item.path("expiresAt").asText("ever"),
            ended);
      }
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = {
        "Revokes one token, one client with its tokens, all tokens of a subject, or all tokens.",
        "It counts at once here, and within 6 seconds on every node that shares the database."
      })
  private static final class Revoke extends AgentCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "ID",
        description = "token-... or client-...; see token list.")
    private @Nullable String id;

    @Option(
        names = "--subject",
        paramLabel = "SUBJECT",
        description = "Whose tokens: client-..., user-..., or a person of a supervisor.")
    private @Nullable String subject;

    @Option(names = "--all", description = "All tokens of everybody.")
    private boolean all;

    Revoke(File jar) {
      super(jar);
    }

    @Override
    void run(LocalAgent agent, PrintWriter out) throws AgentCallException {
      if ((id == null ? 0 : 1) + (subject == null ? 0 : 1) + (all ? 1 : 0) != 1) {
        throw new AgentCallException("Say what to revoke: either an ID, --subject or --all.");
      }
      String one = id;
      if (one != null) {
        boolean isKnown = one.matches("(?:token|client)-[0-9a-z]{6,12}");
        if (!isKnown) {
          throw new AgentCallException(
              "\"" + one + "\" is no id of a token or client; token list shows them.");
        }
        String kind = one.startsWith("client-") ? "/v1/clients/" : "/v1/tokens/";
        agent.call("DELETE", kind + one, null);
        out.println(one + " is revoked.");
        return;
      }
      String query =
          subject == null
              ? "?all=true"
              : "?subject=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
      JsonNode answer = agent.call("DELETE", "/v1/tokens" + query, null);
      out.println(answer.path("revoked").asInt() + " tokens are revoked.");
    }
  }

  private static String words(JsonNode scopes) {
    StringJoiner words = new StringJoiner(" ");
    scopes.forEach(scope -> words.add(scope.asText()));
    return words.toString();
  }
}
