package io.opsagent.agent.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opsagent.storage.AgentState;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks an agent that runs on this machine, as the command line does. What it sends goes to the
 * loopback interface only: state files with another URL are not read. For one thread.
 */
final class AgentCall {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_ANSWER_CHARS = 1024 * 1024;

  /** Begins the key of a state file where a token stands, so that it is not taken for another. */
  private static final String KEY_PREFIX = "opsk_";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AgentState agent;
  private final HttpClient client;

  /**
   * A caller of this agent.
   *
   * @throws IOException if this JVM has no TLS; the message says so
   */
  AgentCall(AgentState agent) throws IOException {
    this.agent = agent;
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(TIMEOUT).proxy(HttpClient.Builder.NO_PROXY);
    if (agent.url().startsWith("https:")) {
      builder.sslContext(ofAnyCertificate());
    }
    client = builder.build();
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body null if it is no JSON
   */
  record Answer(int status, @Nullable JsonNode body) {
    /** A member, a missing one if there is none. */
    JsonNode at(String pointer) {
      return body == null ? MissingNode.getInstance() : body.at(pointer);
    }
  }

  /** Asks for a path beside the API, such as {@code /readyz}. */
  Answer outside(String path) throws IOException, InterruptedException {
    return get(URI.create(agent.url()).resolve(path), Map.of());
  }

  /** Asks for a path below the API, first as anybody on this machine, then as the owner. */
  Answer below(String path) throws IOException, InterruptedException {
    URI uri = URI.create(agent.url() + path);
    Answer answer = get(uri, Map.of());
    return answer.status() == 401 || answer.status() == 403
        ? get(uri, Map.of("Authorization", "Bearer " + KEY_PREFIX + agent.key()))
        : answer;
  }

  private Answer get(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json");
    headers.forEach(request::header);
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), json(answer.body()));
  }

  private static @Nullable JsonNode json(String text) {
    if (text.length() > MAX_ANSWER_CHARS) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The certificate is made out to the name that people use, not to 127.0.0.1, and often signed by
   * nobody this JVM knows. That the other end is the agent follows from the state file, which only
   * its owner can write.
   */
  private static SSLContext ofAnyCertificate() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no TLS: " + e.getMessage(), e);
    }
  }

  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
