package io.opsagent.agent.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.server.access.Secret;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.storage.AgentState;
import io.opsagent.storage.AgentStateFile;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running agent of this machine, as the command line talks to it: over its API, with the key of
 * its state file, which only the owner of that process can read. For one thread.
 */
final class LocalAgent {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AgentState state;

  private LocalAgent(AgentState state) {
    this.state = state;
  }

  /** The data directory of an agent of this jar. */
  static File configuredFolder(File jar) {
    return ConfigurationLoader.load(
            null, System.getenv(), System.getProperties(), jar.getParentFile())
        .configuration()
        .get(Keys.DATA_DIR);
  }

  /**
   * The agent that is meant.
   *
   * @param folder data directory
   * @param pid its process, or null if there is only one
   * @throws AgentCallException when there is none, or more than one
   */
  static LocalAgent find(File folder, @Nullable Long pid) throws AgentCallException {
    List<AgentState> found =
        AgentStateFile.live(folder).stream()
            .filter(state -> pid == null || state.pid() == pid)
            .collect(Collectors.toList());
    if (found.isEmpty()) {
      throw new AgentCallException(
          "No agent is running with data directory "
              + folder
              + (pid == null ? "" : " in process " + pid)
              + ". Start the application, run this as its user, or name the folder with"
              + " --data-dir.");
    }
    if (found.size() > 1) {
      throw new AgentCallException(
          "Several agents run with data directory "
              + folder
              + ", in the processes "
              + found.stream().map(s -> Long.toString(s.pid())).collect(Collectors.joining(", "))
              + ". Name one with --pid.");
    }
    return new LocalAgent(found.get(0));
  }

  /** Where its API is. */
  String url() {
    return state.url();
  }

  /**
   * Asks the agent.
   *
   * @param path below the API's root
   * @param body value to send as JSON, or null
   * @return the answer; null node for none
   * @throws AgentCallException with the agent's own words, or why it does not answer
   */
  JsonNode call(String method, String path, @Nullable Object body) throws AgentCallException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(state.url() + path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + Secret.LOCAL_KEY + state.key());
      if (body == null) {
        request.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      }
      HttpResponse<byte[]> answer =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode json = read(answer.body());
      if (answer.statusCode() >= 300) {
        throw new AgentCallException(
            json.path("message").asText("The agent answered " + answer.statusCode() + "."));
      }
      return json;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentCallException("Interrupted.");
    } catch (IOException e) {
      throw new AgentCallException(
          "The agent at " + state.url() + " does not answer (" + e.getMessage() + ").");
    }
  }

  private static JsonNode read(byte[] bytes) throws IOException {
    try {
      JsonNode json = JSON.readTree(bytes);
      return json == null ? JSON.nullNode() : json;
    } catch (JsonProcessingException e) {
      // What answers is no agent.
      return JSON.nullNode();
    }
  }
}
