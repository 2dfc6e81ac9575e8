package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.agent.launch.LocalAgent.Answer;
import io.opsagent.storage.AgentState;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints how the agents of a data directory are. Exit code 0 if all of them are ready, else 1. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineTool.Version.class,
    description = {
      "Lists the running agents that write to a data directory: health, URL, rows, drops.",
      "The exit code is 0 if all are ready, else 1."
    })
final class StatusCommand extends NodeCommand {

  StatusCommand(File jar) {
    super(jar);
  }

  @Override
  int run(List<LocalAgent> agents, PrintWriter out) throws InterruptedException {
    boolean allReady = true;
    for (LocalAgent agent : agents) {
      allReady &= print(agent, out);
    }
    return allReady ? 0 : 1;
  }

  private static boolean print(LocalAgent local, PrintWriter out) throws InterruptedException {
    AgentState agent = local.state();
    List<String> details = new ArrayList<>();
    String readiness;
    boolean isReady = false;
    try {
      Answer ready = local.outside("/readyz");
      isReady = ready.status() == 200;
      readiness = isReady ? "ready" : "not ready (" + ready.status() + ")";
      details.add("checks  " + checks(ready));
      details.addAll(figures(local.below("/v1/agent")));
    } catch (IOException | IllegalArgumentException e) {
      readiness = "does not answer";
    }
    out.printf(
        "%-8d %-24s %-40s since %s  OpsAgent %s  %s%n",
        agent.pid(), agent.service(), agent.url(), agent.started(), agent.version(), readiness);
    details.forEach(line -> out.printf("         %s%n", line));
    return isReady;
  }

  private static String checks(Answer ready) {
    List<String> checks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> check : ready.at("/checks").properties()) {
      checks.add(
          check.getKey()
              + " "
              + (check.getValue().path("ready").asBoolean()
                  ? "ok"
                  : "failed: " + plain(check.getValue().path("message").asText())));
    }
    return checks.isEmpty() ? "none" : String.join(", ", checks);
  }

  private static List<String> figures(Answer agent) {
    if (agent.status() != 200) {
      return List.of("rows    not shown: the agent answers " + agent.status());
    }
    return List.of(
        "rows    "
            + agent.at("/rows/written").asLong()
            + " written, "
            + agent.at("/rows/failed").asLong()
            + " failed, left out: "
            + counts(agent.at("/rows/leftOutByReason")),
        "drops   "
            + counts(agent.at("/ring/droppedByReason"))
            + " of "
            + agent.at("/ring/offered").asLong()
            + " requests");
  }

  /** Those that are not 0, by name. */
  private static String counts(JsonNode counts) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> count : counts.properties()) {
      if (count.getValue().asLong() > 0) {
        texts.add(plain(count.getKey()) + " " + count.getValue().asLong());
      }
    }
    return texts.isEmpty() ? "none" : String.join(", ", texts);
  }

  /** Without control characters, which a terminal would obey. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
