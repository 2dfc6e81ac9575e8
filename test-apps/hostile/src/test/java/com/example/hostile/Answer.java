package com.example.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One report of the application, made comparable: what differs between any two runs is gone.
 *
 * @param name the check, or {@code report}
 * @param headers status and headers when it came over HTTP, else empty
 * @param content members by path, such as {@code globals.locale}
 * @param agentThreads threads of the agent, which {@code content} does not have
 */
record Answer(
    String name,
    Map<String, List<String>> headers,
    Map<String, String> content,
    List<String> agentThreads) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern AGENT_THREAD = Pattern.compile("opsagent-.*");
  private static final String AGENT_LOADER = "io.opsagent.agent.AgentLoader";

  /** The JVM starts and ends these as it likes, and so do pools. */
  private static final Pattern COMING_AND_GOING =
      Pattern.compile(
          "C[12] CompilerThread\\d+|process reaper.*|hostile-(http|scheduler|worker).*");

  /** JNA unpacks its library to a file with a number of its own. */
  private static final Pattern NATIVE_LIBRARY = Pattern.compile("jna\\d+\\.tmp");

  static Answer of(String name, Map<String, List<String>> headers, String json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    Map<String, String> content = new TreeMap<>();
    flatten(name.equals("report") ? "" : name + ".", root, content);
    List<JsonNode> threads = threads(root);
    List<String> agentThreads =
        threads.stream().filter(Answer::isAgents).map(JsonNode::toString).toList();
    threads.stream()
        .filter(thread -> !isAgents(thread))
        .filter(thread -> !COMING_AND_GOING.matcher(nameOf(thread)).matches())
        .forEach(thread -> content.merge("thread " + thread, "once", String::concat));
    return new Answer(name, headers, content, agentThreads);
  }

  private static void flatten(String path, JsonNode node, Map<String, String> content) {
    if (node instanceof ObjectNode object) {
      object
          .fields()
          .forEachRemaining(f -> flatten(path + f.getKey() + ".", f.getValue(), content));
    } else if (!path.endsWith("threads.")) {
      content.put(
          path.substring(0, Math.max(0, path.length() - 1)),
          NATIVE_LIBRARY
              .matcher(node.isTextual() ? node.asText() : node.toString())
              .replaceAll("jna#.tmp"));
    }
  }

  private static List<JsonNode> threads(JsonNode root) {
    return Stream.of(root.at("/threads/threads"), root.at("/threads"))
        .filter(JsonNode::isArray)
        .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
        .toList();
  }

  private static boolean isAgents(JsonNode thread) {
    // Threads of its database have other names for a moment, while the agent comes up.
    return AGENT_THREAD.matcher(nameOf(thread)).matches()
        || AGENT_LOADER.equals(thread.path("contextClassLoader").asText());
  }

  private static String nameOf(JsonNode thread) {
    return thread.get("name").asText();
  }
}
