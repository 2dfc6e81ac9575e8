package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The life of a request: what every entry point must tell of it (docs/spec/instrumentation.md 7).
 */
abstract class EntryPointContract extends BodyContract {

  /** Facts about the route that this entry point knows without a framework. */
  void assertRouteOf(Exchange exchange) {
    assertThat(exchange.contextPath()).isNull();
    assertThat(exchange.routePattern()).isNull();
  }

  @Test
  void a_plain_get_is_one_exchange_with_all_its_facts() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("hello")));

    RawResponse response = get("/app/plain", "User-Agent: contract/1", "Accept: */*");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("hello");
    Captured captured = next();
    Exchange exchange = captured.exchange();
    assertThat(exchange.entryPoint()).isEqualTo(entryPoint());
    assertThat(exchange.method()).isEqualTo("GET");
    assertThat(exchange.path()).isEqualTo("/app/plain");
    assertThat(exchange.query()).isNull();
    assertThat(exchange.protocol()).isEqualTo("HTTP/1.1");
    assertThat(exchange.scheme()).isEqualTo("http");
    assertThat(exchange.host()).isEqualTo("contract.test");
    assertThat(exchange.remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(exchange.userAgent()).isEqualTo("contract/1");
    assertThat(exchange.user()).isNull();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange.failure()).isNull();
    assertThat(exchange.requestBytes()).isZero();
    assertThat(exchange.responseBytes()).isEqualTo(5);
    assertThat(exchange.responseContentLength()).isEqualTo(5);
    assertThat(exchange.responseContentType()).startsWith("text/plain");
    // Host, User-Agent and Accept with 4 for each.
    assertThat(exchange.requestHeaderBytes()).isEqualTo(17 + 4 + 20 + 4 + 9 + 4);
    assertThat(exchange.responseHeaderBytes()).isPositive();
    assertThat(exchange.endNanos()).isGreaterThan(exchange.startNanos());
    assertThat(exchange.threadName()).isNotBlank();
    assertThat(exchange.requestHeaders()).as("nothing wants them").isNull();
    assertThat(captured.requestBody()).isNull();
    assertThat(captured.responseBody()).as("status 200 is uneventful").isNull();
    assertRouteOf(exchange);
  }

  @Test
  void the_query_is_kept_raw() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8(String.valueOf(request.query()))));

    RawResponse response = get("/app/q?b=2&a=%20x&b=%2F&empty=");

    assertThat(response.text()).isEqualTo("b=2&a=%20x&b=%2F&empty=");
    assertThat(next().exchange().query()).isEqualTo("b=2&a=%20x&b=%2F&empty=");
  }

  @Test
  void the_path_is_kept_raw() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("ok")));

    get("/app/a%20b/%C3%A9;v=1//x");

    assertThat(next().exchange().path()).isEqualTo("/app/a%20b/%C3%A9;v=1//x");
  }

  @Test
  void a_request_in_absolute_form_has_a_path_like_others() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("ok")));

    assertThat(get("http://contract.test/app/absolute?x=1").status()).isEqualTo(200);

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/app/absolute");
    assertThat(exchange.query()).isEqualTo("x=1");
  }

  @Test
  void from_400_up_the_headers_of_both_sides_are_kept() throws Exception {
    serve(request -> request.respond(404, "text/plain", utf8("no such thing")));

    get("/app/missing", "X-Multi: one", "x-multi: two");

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(404);
    assertThat(valuesOf(exchange, "x-multi")).containsExactly("one", "two");
    assertThat(exchange.responseHeaders()).isNotNull();
  }

  private static List<String> valuesOf(Exchange exchange, String name) {
    List<String> values = new ArrayList<>();
    Headers headers = Objects.requireNonNull(exchange.requestHeaders());
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        values.add(headers.value(i));
      }
    }
    return values;
  }

  @Test
  void a_valid_request_id_is_taken_and_others_are_replaced() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("ok")));

    get("/app/id", "X-Request-ID: given-1");
    assertThat(next().exchange().requestId()).isEqualTo("given-1");

    get("/app/id");
    assertThat(next().exchange().requestId()).matches("[0-9a-f]{32}");

    get("/app/id", "X-Request-ID: not valid");
    assertThat(next().exchange().requestId()).matches("[0-9a-f]{32}");
  }

  @Test
  void a_traceparent_counts_only_when_there_is_one() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("ok")));
    String first = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    String second = "00-11111111111111111111111111111111-00f067aa0ba902b7-01";

    get("/app/trace", "TraceParent: " + first);
    assertThat(next().exchange().traceParent()).isEqualTo(first);

    get("/app/trace", "traceparent: " + first, "Traceparent: " + second);
    assertThat(next().exchange().traceParent()).isNull();
  }

  @Test
  void an_exception_of_the_handler_is_part_of_the_exchange() throws Exception {
    serve(
        request -> {
          throw new IllegalArgumentException("boom");
        });

    assertThat(get("/app/throws").status()).isEqualTo(500);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(500);
    assertThat(exchange.failure()).isInstanceOf(IllegalArgumentException.class);
    assertThat(exchange.failure()).hasMessage("boom");
  }

  @Test
  void an_exception_that_cannot_say_its_cause_is_part_of_the_exchange() throws Exception {
    serve(
        request -> {
          throw new NoCauseException();
        });

    for (int i = 0; i < 3; i++) {
      assertThat(get("/app/throws").status()).isEqualTo(500);
    }

    for (Captured captured : take(3)) {
      assertThat(captured.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(captured.exchange().failure()).isInstanceOf(NoCauseException.class);
    }
  }

  private static final class NoCauseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized @Nullable Throwable getCause() {
      // Servers ask, too, and would fail; only bindings of ours are told nothing.
      for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
        String caller = frame.getClassName();
        if (caller.startsWith("io.opsagent.") && !caller.startsWith("io.opsagent.contract.")) {
          throw new IllegalStateException("no cause for you");
        }
      }
      return null;
    }
  }

  @Test
  void an_answer_from_another_thread_ends_the_exchange_and_its_duration() throws Exception {
    serve(request -> request.later(150, () -> request.respond(200, "text/plain", utf8("late"))));

    assertThat(get("/app/async").text()).isEqualTo("late");

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(200);
    assertThat(captured.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(captured.durationMillis()).isBetween(150L, 15_000L);
  }

  @Test
  void an_open_exchange_is_listed_until_it_ends() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    serve(
        request -> {
          asked.countDown();
          assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
          request.respond(200, "text/plain", utf8("ok"));
        });
    try (RawClient client = connect()) {
      client.get("/app/slow");
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(capture().openExchanges().snapshot()).hasSize(1);
      assertThat(capture().ring().poll()).isNull();
      answer.countDown();
      assertThat(client.read().status()).isEqualTo(200);
    }
    assertThat(next().exchange().path()).isEqualTo("/app/slow");
  }

  @Test
  void the_last_request_of_a_connection_is_complete() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("bye")));

    try (RawClient client = connect()) {
      assertThat(client.get("/app/close", "Connection: close").read().text()).isEqualTo("bye");
      assertThat(client.isAtEnd()).isTrue();
    }

    assertThat(next().exchange().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_thousand_requests_of_one_connection_are_a_thousand_exchanges() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8(String.valueOf(request.query()))));

    try (RawClient client = connect()) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.get("/app/k?" + i).read().text()).isEqualTo(String.valueOf(i));
      }
    }

    List<Captured> all = take(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(all.get(i).exchange().query()).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void ten_pipelined_requests_with_bodies_keep_their_pairs() throws Exception {
    serve(request -> request.respond(404, "application/json", request.readBody()));

    try (RawClient client = connect()) {
      StringBuilder pipeline = new StringBuilder();
      for (int i = 0; i < 10; i++) {
        String body = "{\"n\":" + i + "}";
        pipeline.append("POST /app/p?" + i + " HTTP/1.1\r\nHost: contract.test\r\n");
        pipeline.append("Content-Type: application/json\r\n");
        pipeline.append("Content-Length: " + body.length() + "\r\n\r\n" + body);
      }
      client.send(pipeline.toString());
      for (int i = 0; i < 10; i++) {
        assertThat(client.read().text()).isEqualTo("{\"n\":" + i + "}");
      }
    }

    List<Captured> all = take(10);
    for (int i = 0; i < 10; i++) {
      assertThat(all.get(i).exchange().query()).isEqualTo(String.valueOf(i));
      assertThat(all.get(i).requestText()).isEqualTo("{\"n\":" + i + "}");
      assertThat(all.get(i).responseText()).isEqualTo("{\"n\":" + i + "}");
    }
  }

  @Test
  void a_client_that_goes_away_during_the_answer_leaves_an_aborted_exchange() throws Exception {
    byte[] piece = text(64 * 1024);
    serve(request -> request.stream(200, "text/plain", endless(piece)));

    RawClient client = connect();
    client.get("/app/endless");
    client.exactly(100_000);
    client.reset();

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(exchange.responseBytes()).isPositive();
  }

  @Test
  void a_client_that_goes_away_during_an_error_leaves_what_passed() throws Exception {
    byte[] piece = text(64 * 1024);
    serve(request -> request.stream(500, "text/plain", endless(piece)));

    RawClient client = connect();
    client.get("/app/endless");
    client.exactly(100_000);
    client.reset();

    Captured captured = next();
    assertThat(captured.exchange().outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(captured.responseBody()).isEqualTo(text(16 * 1024));
  }

  private static Iterator<byte[]> endless(byte[] piece) {
    return new Iterator<>() {
      private int left = 10_000;

      @Override
      public boolean hasNext() {
        return left-- > 0;
      }

      @Override
      public byte[] next() {
        return piece;
      }
    };
  }

  @Test
  void a_hundred_clients_at_once_do_not_mix() throws Exception {
    serve(
        request -> {
          String body = new String(request.readBody(), StandardCharsets.UTF_8);
          request.respond(418, "text/plain", utf8(request.header("x-request-id") + body));
        });
    ExecutorService clients = Executors.newFixedThreadPool(100);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int c = 0; c < 100; c++) {
        String id = "client-" + c;
        done.add(clients.submit(() -> talk(id)));
      }
      for (Future<Void> client : done) {
        client.get(60, TimeUnit.SECONDS);
      }
    } finally {
      clients.shutdownNow();
    }

    Set<String> seen = Collections.synchronizedSet(new HashSet<>());
    for (Captured captured : take(500)) {
      Exchange exchange = captured.exchange();
      String id = exchange.requestId();
      assertThat(exchange.query()).isEqualTo(id);
      assertThat(exchange.path()).isEqualTo("/app/" + id);
      assertThat(captured.requestText()).isEqualTo("<" + id + ">");
      assertThat(captured.responseText()).isEqualTo(id + "<" + id + ">");
      assertThat(seen.add(id)).as(id).isTrue();
    }
  }

  private Void talk(String client) throws Exception {
    try (RawClient connection = connect()) {
      for (int i = 0; i < 5; i++) {
        String id = client + "-" + i;
        connection.request(
            "POST",
            "/app/" + id + "?" + id,
            utf8("<" + id + ">"),
            "Content-Type: text/plain",
            "X-Request-ID: " + id);
        assertThat(connection.read().text()).isEqualTo(id + "<" + id + ">");
      }
    }
    return null;
  }
}
