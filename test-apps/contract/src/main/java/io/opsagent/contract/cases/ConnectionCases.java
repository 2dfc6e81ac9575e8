package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.RecordedExchange;
import io.opsagent.contract.Request;
import io.opsagent.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;

/** Cases 54, 55, 57 and 62: many requests, and other transports. */
public final class ConnectionCases {
  private static final int KEPT_ALIVE = 1_000;
  private static final int FIRST = 10;

  /** Objects of the agent that belong to requests of other cases, which run beside. */
  private static final int CHANCE = 50;

  private static final int PIPELINED = 10;
  private static final int CLIENTS = 100;

  private ConnectionCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(54, "1,000 requests on one connection", ConnectionCases::keepAlive),
        ContractCase.of(55, "pipelined, GET and chunked bodies", ConnectionCases::pipelined),
        ContractCase.of(57, "100 concurrent clients", ConnectionCases::concurrent),
        ContractCase.of(62, "TLS", ConnectionCases::tls));
  }

  private static void keepAlive(Conversation talk) throws Exception {
    try (RawHttp connection = talk.connect()) {
      for (int i = 0; i < FIRST; i++) {
        talk.exchange(connection, Request.get("/hello?n=" + i));
      }
      long objects = talk.agentObjects();
      if (talk.agent().isPresent()) {
        assertThat(objects).as("objects of the agent").isPositive();
      }
      for (int i = FIRST; i < KEPT_ALIVE; i++) {
        talk.exchange(connection, Request.get("/hello?n=" + i));
      }
      // Rows are written a moment later.
      Awaitility.await("the agent holds no more for this connection than it did")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> talk.agentObjects() <= objects + CHANCE);
    }
  }

  private static void pipelined(Conversation talk) throws Exception {
    List<Request> requests = new ArrayList<>();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < PIPELINED; i++) {
      String id = "p" + i;
      Request get = Request.get("/correlate?id=" + id).header("X-Id: " + id);
      String json = "\"" + id + "\"";
      String chunks = Integer.toHexString(json.length()) + "\r\n" + json + "\r\n0\r\n\r\n";
      Request post =
          Request.of("POST", "/correlate?id=" + id)
              .header("X-Id: " + id)
              .header("Content-Type: application/json")
              .header("Transfer-Encoding: chunked")
              .body(chunks.getBytes(StandardCharsets.US_ASCII))
              .unusual(Fact.REQUEST_BYTES)
              .expecting(row -> assertConsistent(row, id))
              .expectingOfBodies(row -> assertConsistentBodies(row, id));
      Request named = talk.name(i % 2 == 0 ? get : post);
      requests.add(named);
      all.writeBytes(named.bytes());
    }
    try (RawHttp connection = talk.connect()) {
      connection.send(all.toByteArray());
      for (Request request : requests) {
        talk.answered(request, connection.read(request.method()));
      }
    }
  }

  private static void concurrent(Conversation talk) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String id = "client-" + i;
        running.add(
            clients.submit(
                () ->
                    talk.exchange(
                        Request.post("/correlate?id=" + id, "application/json", "\"" + id + "\"")
                            .header("X-Id: " + id)
                            .named("case-57-" + id)
                            .expecting(row -> assertConsistent(row, id))
                            .expectingOfBodies(row -> assertConsistentBodies(row, id)))));
      }
      for (Future<?> client : running) {
        client.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  static void assertConsistent(RecordedExchange row, String id) {
    assertThat(row.member("query").path("id").asText()).as("query").isEqualTo(id);
    assertThat(row.requestHeader("X-Id").asText()).as("header").isEqualTo(id);
    assertThat(row.responseHeader("X-Id").asText()).as("header of the answer").isEqualTo(id);
  }

  static void assertConsistentBodies(RecordedExchange row, String id) {
    assertThat(row.member("data").asText()).as("body").isEqualTo(id);
    assertThat(row.member("result").path("query").asText()).as("answer").isEqualTo(id);
    assertThat(row.member("result").path("body").asText()).as("answer").isEqualTo(id);
  }

  private static void tls(Conversation talk) throws Exception {
    try (RawHttp connection = RawHttp.connectTls(talk.tlsPort())) {
      talk.exchange(
          connection,
          Request.get("/hello")
              .expecting(row -> assertThat(row.text("scheme")).isEqualTo("https"))
              .expecting(row -> assertThat(row.text("ip")).isEqualTo("127.0.0.1")));
      talk.exchange(
          connection,
          Request.post("/echo-stream", "application/json", "{\"a\":1}")
              .expectingOfBodies(
                  row -> assertThat(row.member("data").toString()).isEqualTo("{\"a\":1}")));
    }
  }
}
