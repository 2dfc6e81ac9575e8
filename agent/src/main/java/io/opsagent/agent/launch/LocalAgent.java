package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opsagent.server.access.Secret;
import io.opsagent.storage.AgentState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A running agent of this machine, as the command line talks to it: over its API, on the loopback
 * interface, where state files with another URL are not read. For one thread.
 */
final class LocalAgent {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** For a look at how it is; the first who looks starts what answers. */
  private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(10);

  /** For what it does; a handshake takes as long as the platform and {@code default-timeout}. */
  private static final Duration WORK_TIMEOUT = Duration.ofSeconds(330);

  private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AgentState state;
  private @Nullable HttpClient client;

  LocalAgent(AgentState state) {
    this.state = state;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body missing if it is no JSON
   */
  record Answer(int status, JsonNode body) {
    /** A member, a missing one if there is none. */
    JsonNode at(String pointer) {
      return body.at(pointer);
    }
  }

  /** What its state file says. */
  AgentState state() {
    return state;
  }

  /** Where its API is. */
  String url() {
    return state.url();
  }

  /** Asks for a path beside the API, such as {@code /readyz}. */
  Answer outside(String path) throws IOException, InterruptedException {
    return send("GET", URI.create(state.url()).resolve(path), false, null, LOOK_TIMEOUT);
  }

  /** Asks for a path below the API, first as anybody on this machine, then as the owner. */
  Answer below(String path) throws IOException, InterruptedException {
    URI uri = URI.create(state.url() + path);
    Answer answer = send("GET", uri, false, null, LOOK_TIMEOUT);
    return answer.status() == 401 || answer.status() == 403
        ? send("GET", uri, true, null, LOOK_TIMEOUT)
        : answer;
  }

  /**
   * Lets it do something, as the owner of its process.
   *
   * @param path below the API's root
   * @param body value to send as JSON, or null
   * @param headers names and values in turn
   * @return the answer; a missing node for none
   * @throws AgentCallException with the agent's own words, or why it does not answer
   */
  JsonNode call(String method, String path, @Nullable Object body, String... headers)
      throws AgentCallException {
    try {
      byte[] bytes = body == null ? null : JSON.writeValueAsBytes(body);
      Answer answer =
          send(method, URI.create(state.url() + path), true, bytes, WORK_TIMEOUT, headers);
      if (answer.status() >= 300) {
        throw new AgentCallException(
            answer.at("/message").asText("The agent answered " + answer.status() + "."));
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentCallException("Interrupted.");
    } catch (IOException e) {
      throw new AgentCallException(
          "The agent at " + state.url() + " does not answer (" + e.getMessage() + ").");
    }
  }

  private Answer send(
      String method,
      URI uri,
      boolean asOwner,
      byte @Nullable [] body,
      Duration timeout,
      String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", "application/json");
    if (asOwner) {
      request.header("Authorization", "Bearer " + Secret.LOCAL_KEY + state.key());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    }
    HttpResponse<byte[]> answer =
        client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(answer.statusCode(), json(answer.body()));
  }

  private HttpClient client() throws IOException {
    HttpClient known = client;
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .proxy(HttpClient.Builder.NO_PROXY);
      if (state.url().startsWith("https:")) {
        builder.sslContext(AnyCertificate.context());
      }
      known = builder.build();
      client = known;
    }
    return known;
  }

  /** What answers with something else is no agent. */
  private static JsonNode json(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_ANSWER_BYTES) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
