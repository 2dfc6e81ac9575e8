package io.opsagent.server.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.opsagent.server.access.EncryptedBody;
import io.opsagent.server.access.PublicJwk;
import io.opsagent.server.codec.JacksonCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a supervisor (operations-api.md 4.5). Each call is bounded in time as a whole and in the
 * size of its answer; a redirect is followed only to where a call may go. Bodies are encrypted. Any
 * thread.
 */
public final class SupervisorClient {
  private static final int MAX_ANSWER_BYTES = 1024 * 1024;
  private static final int MAX_REDIRECTS = 3;
  private static final int MAX_ECHO_CHARS = 300;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

  private final SupervisorTrust trust;
  private final Duration timeout;
  private final JacksonCodec json = new JacksonCodec();

  /**
   * A client.
   *
   * @param timeout of a call as a whole
   */
  public SupervisorClient(SupervisorTrust trust, Duration timeout) {
    this.trust = trust;
    this.timeout = timeout;
  }

  /**
   * An answer in the protocol's envelope.
   *
   * @param status of HTTP
   * @param envelope its body; missing if it was no JSON
   */
  record Answer(int status, JsonNode envelope) {
    JsonNode result() {
      return envelope.path("result");
    }

    boolean isGood() {
      return status == 200;
    }

    /** What the supervisor says of a failure, in a line. */
    String words() {
      String msg = envelope.path("msg").asText("").replaceAll("\\p{Cntrl}", " ");
      String shown = msg.length() > MAX_ECHO_CHARS ? msg.substring(0, MAX_ECHO_CHARS) : msg;
      return "it answered " + status + (shown.isBlank() ? "" : " (" + shown + ")");
    }
  }

  /**
   * Calls.
   *
   * @param url checked before anything is sent
   * @param body what is sent, encrypted to the key; null for nothing
   * @param key of the receiver
   * @throws SupervisorCallException if it may not be called, or there was no answer in time
   */
  Answer call(
      String method,
      String url,
      Map<String, String> headers,
      @Nullable JsonNode body,
      PublicJwk key)
      throws SupervisorCallException {
    URI place = trust.check(url);
    byte[] bytes = body == null ? new byte[0] : encrypted(body, key);
    long deadline = System.nanoTime() + timeout.toNanos();
    // No client is kept: calls are rare, and its threads end with it.
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<byte[]> response =
          send(client, request(method, place, headers, bytes), deadline);
      String location = response.headers().firstValue("Location").orElse(null);
      if (!REDIRECTS.contains(response.statusCode()) || location == null) {
        JsonNode envelope = json.readNode(response.body());
        return new Answer(
            response.statusCode(), Objects.requireNonNullElse(envelope, MissingNode.getInstance()));
      }
      place = trust.check(resolved(place, location));
    }
    throw SupervisorCallException.failed(
        "The supervisor at " + url + " redirects more than " + MAX_REDIRECTS + " times.");
  }

  private static byte[] encrypted(JsonNode body, PublicJwk key) throws SupervisorCallException {
    try {
      return EncryptedBody.of(body.toString(), key);
    } catch (IllegalArgumentException e) {
      throw SupervisorCallException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static String resolved(URI place, String location) throws SupervisorCallException {
    try {
      return place.resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw SupervisorCallException.failed(
          "The supervisor at " + place + " redirects to what is no URL.");
    }
  }

  private HttpRequest request(String method, URI place, Map<String, String> headers, byte[] bytes) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(place).timeout(timeout).header("Accept", "application/json");
    headers.forEach(request::header);
    if (bytes.length == 0) {
      return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes))
        .build();
  }

  private HttpResponse<byte[]> send(HttpClient client, HttpRequest request, long deadline)
      throws SupervisorCallException {
    // The time limit of a request ends with its headers; this one counts for the body, too.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw SupervisorCallException.failed(
          "The supervisor at "
              + request.uri()
              + " did not answer within "
              + timeout.toSeconds()
              + " s (default-timeout).");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw SupervisorCallException.failed("Interrupted.");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw SupervisorCallException.failed(
          "The supervisor at "
              + request.uri()
              + " does not answer ("
              + cause.getClass().getSimpleName()
              + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
              + ").");
    }
  }
}
