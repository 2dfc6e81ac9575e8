package io.opsagent.server.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A platform as operations-api.md 4.3 and 4.4 have it, on a free port. Close it. */
public final class SupervisorEmulation implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What it does when a node wants to connect. */
  public enum Manner {
    /** It calls the node back, and answers nothing. */
    CALLS_BACK,
    /** It answers what it would have sent. */
    ANSWERS,
    /** It answers nothing and does nothing. */
    DOES_NOTHING,
    /** It says no. */
    REFUSES,
    /** It never answers. */
    HANGS,
    /** It answers two megabytes. */
    ANSWERS_MUCH,
    /** It sends the caller to another host. */
    REDIRECTS_AWAY,
    /** It sends the caller to another path of its own, where it calls back. */
    REDIRECTS
  }

  public final SupervisorKey accessKey = SupervisorKey.create();
  public final SupervisorKey nodeKey = SupervisorKey.create();
  public final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  public final List<String> methods = new CopyOnWriteArrayList<>();
  public volatile Manner manner = Manner.CALLS_BACK;
  public volatile String nodeId = "n8f3k2";
  public volatile @Nullable Integer callback;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  public SupervisorEmulation() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/spv";
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    methods.add(exchange.getRequestMethod());
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    if (exchange.getRequestMethod().equals("DELETE")) {
      answer(exchange, manner == Manner.REFUSES ? 403 : 200, '"' + nodeId + '"');
      return;
    }
    if (manner == Manner.REDIRECTS && !exchange.getRequestURI().getPath().equals("/moved")) {
      exchange.getResponseHeaders().add("Location", "/moved");
      answer(exchange, 307, "null");
      return;
    }
    JsonNode metadata = accessKey.decrypt(body);
    bodies.add(metadata);
    switch (manner) {
      case CALLS_BACK, REDIRECTS -> {
        callback = callBack(metadata.get("ops_api").asText(), record(metadata));
        answer(exchange, 200, "null");
      }
      case ANSWERS -> answer(exchange, 200, record(metadata).toString());
      case DOES_NOTHING -> answer(exchange, 200, "null");
      case REFUSES -> answer(exchange, 403, "null");
      case ANSWERS_MUCH -> answer(exchange, 200, '"' + "x".repeat(2_000_000) + '"');
      case REDIRECTS_AWAY -> {
        exchange.getResponseHeaders().add("Location", "http://evil.example/spv");
        answer(exchange, 307, "null");
      }
      case HANGS -> awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode record(JsonNode metadata) {
    ObjectNode record =
        JSON.createObjectNode()
            .put("node_id", nodeId)
            .put("url", "https://ops.utilmeta.com/team/" + nodeId)
            .put("public_key", nodeKey.jwk())
            .put("ops_api", metadata.get("ops_api").asText())
            .put("ident", "sh")
            .put("base_url", url())
            .put("init_key", accessKey.jwk())
            .put("local", false);
    record.putArray("backup_urls");
    return record;
  }

  private static int callBack(String opsApi, ObjectNode record) throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(opsApi))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(record.toString()))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void answer(HttpExchange exchange, int status, String result) throws IOException {
    String envelope =
        "{\"result\": "
            + (status == 200 ? result : "null")
            + ", \"msg\": \""
            + (status == 200 ? "" : "PermissionDenied: not this one")
            + "\", \"state\": "
            + (status == 200 ? 1 : 0)
            + ", \"count\": 0}";
    byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
