package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.testing.AnyCertificate;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHeader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Cases 58, 59 and 61: HTTP/2. */
public final class Http2Cases {
  private static final int STREAMS = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SLOW_BYTES = 200 * 1024 * 1024;
  private static final int LAST_BYTES = 1024 * 1024;

  private Http2Cases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(58, "HTTP/2 by prior knowledge, ALPN, upgrade", Http2Cases::streams),
        ContractCase.of(59, "HTTP/2 RST, GOAWAY, trailers, push refused", Http2Cases::endings),
        ContractCase.of(61, "gRPC unary and streaming", Http2Cases::grpc));
  }

  private static void streams(Conversation talk) throws Exception {
    try (Http2Connection connection = Http2Connection.open(talk.connect())) {
      Request prior = talk.name(http2(Request.get("/hello")));
      int stream = connection.head(prior, true);
      talk.note("prior knowledge: 200", Boolean.toString(connection.awaitOk(stream)));
      talk.note(
          "prior knowledge: body",
          new String(connection.awaitBody(stream), StandardCharsets.UTF_8));
    }
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(TIMEOUT)
            .sslContext(AnyCertificate.context())
            .build();
    String plain = "http://127.0.0.1:" + talk.port();
    // The first request of the connection is the one that asks for the upgrade.
    Request upgrade = Request.get("/hello").unusual(Fact.PROTOCOL);
    talk.note("upgrade", send(client, talk, plain, upgrade).get(30, TimeUnit.SECONDS).statusLine());
    interleaved(client, talk, plain, "upgraded");
    String secure = "https://127.0.0.1:" + talk.tlsPort();
    Request first =
        http2(Request.get("/hello"))
            .expecting(row -> assertThat(row.text("scheme")).isEqualTo("https"));
    talk.note("ALPN", send(client, talk, secure, first).get(30, TimeUnit.SECONDS).statusLine());
    interleaved(client, talk, secure, "alpn");
  }

  private static void interleaved(HttpClient client, Conversation talk, String root, String name)
      throws Exception {
    List<CompletableFuture<RawAnswer>> running = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      String id = name + "-" + i;
      running.add(
          send(
              client,
              talk,
              root,
              http2(Request.post("/correlate?id=" + id, "application/json", "\"" + id + "\""))
                  .header("X-Id: " + id)
                  .named("case-58-" + id)
                  .expecting(row -> ConnectionCases.assertConsistent(row, id))
                  .expectingOfBodies(row -> ConnectionCases.assertConsistentBodies(row, id))));
    }
    for (CompletableFuture<RawAnswer> answer : running) {
      assertThat(answer.get(30, TimeUnit.SECONDS).statusLine()).isEqualTo("HTTP_2 200");
    }
  }

  private static void endings(Conversation talk) throws Exception {
    try (Http2Connection connection = Http2Connection.open(talk.connect())) {
      String start = "{\"a\":\"" + "t".repeat(2_000);
      String end = "u".repeat(2_000) + "\"}";
      Request trailers =
          talk.name(
              http2(Request.of("POST", "/echo-stream"))
                  .header("Content-Type: application/json")
                  .unusual(Fact.REQUEST_BYTES)
                  .expectingOfBodies(
                      row -> {
                        assertThat(row.member("data").toString()).isEqualTo(start + end);
                        assertThat(row.member("result").toString()).isEqualTo(start + end);
                        assertThat(row.row().status()).contains(200);
                      }));
      int stream = connection.head(trailers, false);
      connection.data(stream, start.getBytes(StandardCharsets.US_ASCII));
      connection.data(stream, end.getBytes(StandardCharsets.US_ASCII));
      // Jetty 9.4 to 11 may lose what trailers follow before it was read, with the agent or not.
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      connection.trailer(stream, "x-checksum", "none");
      talk.note(
          "answer after trailers",
          new String(connection.awaitBody(stream), StandardCharsets.UTF_8));
      Request cancelled = talk.name(aborted(Request.get("/slow?bytes=" + SLOW_BYTES)));
      int slow = connection.head(cancelled, true);
      talk.note("cancelled: 200", Boolean.toString(connection.awaitOk(slow)));
      connection.cancel(slow);
      Request after = talk.name(http2(Request.get("/hello")));
      int next = connection.head(after, true);
      talk.note("after a cancelled one: 200", Boolean.toString(connection.awaitOk(next)));
      connection.awaitBody(next);
    }
    try (Http2Connection connection = Http2Connection.open(talk.connect())) {
      // What is on its way is served to its end, or cut: chance decides on Jetty and on Tomcat,
      // with the agent or not, and also an answer that was written to its end can be cut.
      AtomicBoolean cut = new AtomicBoolean();
      Request last =
          talk.name(
              http2(Request.get("/slow?bytes=" + LAST_BYTES))
                  .unusual(Fact.OUTCOME, Fact.NO_EXCEPTION)
                  .expecting(
                      row ->
                          assertThat(row.row().outcome())
                              .isIn(
                                  cut.get()
                                      ? List.of("aborted", "completed")
                                      : List.of("completed"))));
      int stream = connection.head(last, true);
      talk.note("before going away: 200", Boolean.toString(connection.awaitOk(stream)));
      connection.goAway();
      try {
        assertThat(connection.awaitBody(stream)).hasSize(LAST_BYTES);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // Tomcat resets the stream.
        cut.set(true);
      }
    }
  }

  private static void grpc(Conversation talk) throws Exception {
    try (Http2Connection connection = Http2Connection.open(talk.connect())) {
      for (int messages : new int[] {1, 3}) {
        // Five bytes of frame head: not compressed, length (gRPC over HTTP2,
        // Length-Prefixed-Message).
        byte[] message = ("\0\0\0\5\0" + "m".repeat(1_280)).getBytes(StandardCharsets.US_ASCII);
        Request request =
            talk.name(
                http2(Request.of("POST", "/echo-stream"))
                    .header("Content-Type: application/grpc")
                    .header("TE: trailers")
                    .unusual(Fact.REQUEST_BYTES)
                    .expectingOfBodies(
                        row -> {
                          assertThat(row.requestBytes()).isEqualTo(messages * message.length);
                          assertThat(row.responseBytes()).isEqualTo(messages * message.length);
                          assertThat(row.member("data").isNull()).as("no body").isTrue();
                          assertThat(row.member("result").isNull()).as("no body").isTrue();
                          assertThat(row.text("request_type")).isEqualTo("application/grpc");
                        }));
        int stream = connection.head(request, false);
        for (int i = 1; i < messages; i++) {
          connection.data(stream, message);
        }
        connection.lastData(stream, message);
        talk.note(
            "bytes that came back of " + messages,
            Integer.toString(connection.awaitBody(stream).length));
      }
    }
  }

  private static Request http2(Request request) {
    return request
        .unusual(Fact.PROTOCOL)
        .expecting(row -> assertThat(row.detail("protocol")).as("protocol").startsWith("HTTP/2"));
  }

  private static Request aborted(Request request) {
    return http2(request)
        .unusual(Fact.OUTCOME, Fact.NO_EXCEPTION)
        .expecting(row -> assertThat(row.row().outcome()).as("outcome").isEqualTo("aborted"));
  }

  private static CompletableFuture<RawAnswer> send(
      HttpClient client, Conversation talk, String root, Request request) {
    Request named = talk.name(request);
    String query = named.query();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(root + named.path() + (query == null ? "" : "?" + query)))
            .timeout(TIMEOUT)
            .method(named.method(), HttpRequest.BodyPublishers.ofByteArray(named.bodyCopy()))
            .header("X-Request-ID", named.id());
    for (String line : new String(named.head(), StandardCharsets.ISO_8859_1).split("\r\n")) {
      int colon = line.indexOf(": ");
      if (line.startsWith("X-Id:") || line.startsWith("Content-Type:")) {
        builder.header(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return client
        .sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(response -> talk.answered(named, raw(response)));
  }

  private static RawAnswer raw(HttpResponse<byte[]> response) {
    List<RawHeader> headers = new ArrayList<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> values.forEach(value -> headers.add(new RawHeader(name, value))));
    return new RawAnswer(
        List.of(),
        response.version() + " " + response.statusCode(),
        headers,
        response.body(),
        List.of(),
        true);
  }
}
