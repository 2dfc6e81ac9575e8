package io.opsagent.testapps.servers;

import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The requests that are sent to every server, and how. */
final class Traffic {
  /** Every secret that is sent contains this. */
  static final String SECRET = "HIDDEN";

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int KEPT_ALIVE = 20;

  private Traffic() {}

  /** Sends everything, one after the other. */
  static Map<Call, RawAnswer> against(int port) throws IOException {
    Map<Call, RawAnswer> done = new LinkedHashMap<>();
    for (Call call : single()) {
      done.put(call, RawHttp.exchange(port, call.bytes()));
    }
    try (RawHttp connection = RawHttp.connect(port)) {
      for (Call call : keptAlive()) {
        connection.send(call.bytes());
        done.put(call, connection.read(call.method()));
      }
    }
    try (RawHttp connection = RawHttp.connect(port)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Call call : pipelined()) {
        all.writeBytes(call.bytes());
      }
      connection.send(all.toByteArray());
      for (Call call : pipelined()) {
        done.put(call, connection.read(call.method()));
      }
    }
    return done;
  }

  /** Each on a connection of its own. */
  private static List<Call> single() {
    return List.of(
        Call.get("get", "/hello", 200),
        Call.get("query", "/search?q=1&q=two%20words&empty=", 200),
        Call.get("secret-query", "/hello?page=2&api_key=" + SECRET + "-1", 200),
        Call.head("head", "/hello", 200),
        Call.post("json", "/orders", JSON, "{\"item\": \"tea\", \"pin_key\": \"HIDDEN-2\"}", 201),
        Call.post("form", "/register", FORM, "user=anna&password=" + SECRET + "-3", 422)
            .withHeader("Authorization: Bearer " + SECRET + "-4")
            .withHeader("Cookie: login=" + SECRET + "-5"),
        Call.post("continued", "/orders", JSON, "[1]", 201).withHeader("Expect: 100-continue"),
        Call.chunked("chunked", "/orders", JSON, List.of("{\"item\":", " \"milk\"}"), 201),
        // On Netty uploads do not meet the aggregator.
        Call.chunked("upload", "/upload", JSON, List.of("[\"one ", "two\", ", "3]"), 200),
        Call.post("large-upload", "/upload", TEXT, "0123456789".repeat(30_000), 200),
        Call.get("large", "/large", 200),
        Call.get("stream", "/stream", 200),
        Call.get("exception", "/fail", 500),
        Call.get("later", "/later", 200),
        Call.get("unknown", "/no/such/page", 404));
  }

  /** One after the other on one connection. */
  private static List<Call> keptAlive() {
    return IntStream.rangeClosed(1, KEPT_ALIVE)
        .mapToObj(
            i ->
                i % 5 == 0
                    ? Call.post("kept-" + i, "/orders", JSON, "[" + i + "]", 201)
                    : Call.get("kept-" + i, "/search?n=" + i, 200))
        .toList();
  }

  /** All in one write, before any answer is read. */
  private static List<Call> pipelined() {
    return List.of(
        Call.get("pipe-1", "/hello", 200),
        Call.chunked("pipe-2", "/orders", JSON, List.of("[", "2]"), 201),
        Call.get("pipe-3", "/search?n=3", 200),
        Call.chunked("pipe-4", "/upload", TEXT, List.of("four"), 200),
        Call.get("pipe-5", "/no/such/page", 404),
        Call.head("pipe-6", "/hello", 200));
  }

  /** Requests with a first line that is none, by name; as ISO-8859-1 text. */
  static Map<String, String> badRequestLines() {
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("one word", "NONSENSE\r\n\r\n");
    requests.put("method with a brace", "G{}T /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    requests.put("unknown protocol", "GET /hello HTTP/x.y\r\nHost: localhost\r\n\r\n");
    return requests;
  }
}
