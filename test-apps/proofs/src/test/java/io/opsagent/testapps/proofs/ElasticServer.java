package io.opsagent.testapps.proofs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Takes what Elastic's agent sends to its server (its intake protocol, version 2: one JSON object a
 * line) and keeps the transactions.
 */
final class ElasticServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] INFO =
      "{\"version\":\"8.15.0\",\"build_sha\":\"0\",\"publish_ready\":true}"
          .getBytes(StandardCharsets.UTF_8);

  private final Queue<JsonNode> transactions = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ElasticServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether a transaction for this path has arrived. */
  boolean hasSeen(String path) {
    return transactions.stream()
        .anyMatch(
            transaction -> transaction.at("/context/request/url/pathname").asText().equals(path));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/intake/v2/events")) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, INFO.length);
        exchange.getResponseBody().write(INFO);
        return;
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(bodyOf(exchange), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode transaction = JSON.readTree(line).path("transaction");
          if (!transaction.isMissingNode()) {
            transactions.add(transaction);
          }
        }
      } catch (EOFException endOfAStreamThatWasCut) {
        // The agent's JVM has ended.
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private static InputStream bodyOf(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream raw = exchange.getRequestBody();
    if ("deflate".equals(encoding)) {
      return new InflaterInputStream(raw);
    }
    return "gzip".equals(encoding) ? new GZIPInputStream(raw) : raw;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
