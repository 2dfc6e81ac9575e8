package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against answers as operations-api.md prints them. */
class OperationsApiTest {
  private static final String ROW =
      """
      {"id": 5120, "level": "WARN", "time": 1767261845.918465, "duration": 6, "method": "get",
       "status": 404, "length": 61, "path": "/api/order/9", "details": {"outcome": "completed"}}""";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final HttpServer server;
  private final OperationsApi api;

  OperationsApiTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String key = exchange.getRequestURI().toString();
          String body = answers.get(key + "#" + calls.incrementAndGet());
          body = body == null ? answers.get(key) : body;
          byte[] bytes = (body == null ? "no " + key : body).getBytes(StandardCharsets.UTF_8);
          headers.getOrDefault(key, Map.of()).forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    api =
        new OperationsApi(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ops/"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void rows_are_awaited_and_their_facts_are_read() {
    String query = "/ops/logs/service?request_id=a+b&rows=0";
    answers.put(query + "#1", list(""));
    answers.put(query, list(ROW));
    List<LogRow> rows = api.awaitLogs(LogFilter.requestId("a b"), 1);
    assertThat(calls).hasValueGreaterThan(1);
    LogRow row = rows.get(0);
    assertThat(row.id()).isEqualTo(5120);
    assertThat(row.status()).contains(404);
    assertThat(row.length()).contains(61L);
    assertThat(row.method()).isEqualTo("get");
    assertThat(row.path()).isEqualTo("/api/order/9");
    assertThat(row.level()).isEqualTo("WARN");
    assertThat(row.outcome()).isEqualTo("completed");
  }

  @Test
  void more_rows_than_expected_fail() {
    answers.put("/ops/logs/service?rows=0", list(ROW + "," + ROW));
    assertThatThrownBy(() -> api.awaitLogs(LogFilter.all(), 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected 1 rows");
  }

  @Test
  void the_count_is_the_one_of_the_envelope() {
    answers.put(
        "/ops/logs/service?path=%2Fa&rows=1",
        "{\"result\": [], \"msg\": \"\", \"state\": 1, \"count\": 731}");
    assertThat(api.countLogs(LogFilter.path("/a"))).isEqualTo(731);
  }

  @Test
  void rows_beyond_the_count_of_the_envelope_are_read_page_by_page() {
    String first = "/ops/logs/service?path=%2Fa&rows=1";
    answers.put(first, list(ROW));
    headers.put(first, Map.of("X-Count-Lower-Bound", "10000"));
    String page = "/ops/logs/service?path=%2Fa&rows=0&after=";
    answers.put(page, list(ROW + "," + ROW));
    headers.put(page, Map.of("X-Result-Incomplete", "time", "X-Next-After", "5-7"));
    answers.put(page + "5-7", list(ROW));
    assertThat(api.countLogs(LogFilter.path("/a"))).isEqualTo(3);
  }

  @Test
  void an_error_of_the_api_fails_with_its_text() {
    assertThatThrownBy(() -> api.log(7))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("404")
        .hasMessageContaining("no /ops/logs?id=7");
    answers.put("/ops", "{\"result\": null, \"msg\": \"m\", \"state\": 0, \"count\": 0}");
    assertThatThrownBy(api::info).hasMessageContaining("did not answer with success");
  }

  @Test
  void health_lies_beside_the_ops_route() {
    answers.put("/healthz", "ok");
    assertThat(api.health()).isEqualTo(200);
  }

  private static String list(String rows) {
    return "{\"result\": [" + rows + "], \"msg\": \"\", \"state\": 1, \"count\": 1}";
  }
}
