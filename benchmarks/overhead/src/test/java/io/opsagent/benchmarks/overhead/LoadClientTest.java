package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadClientTest {
  private static final long STALL_MILLIS = 300;
  private static final Workload TINY = new Workload(List.of("GET /tiny"), 200);

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile int stalledRequest = -1;
  private volatile int status = 200;
  private HttpServer server;

  @BeforeAll
  static void answerAtOnce() {
    // Else the JDK's server waits 40 ms for the acknowledgement of each answer's head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_closed_model_counts_what_was_answered() throws IOException {
    try (LoadClient client = new LoadClient(port(), TINY, 4)) {
      Load load = client.saturate(TimeUnit.SECONDS.toNanos(30), 500);
      assertThat(load.requests()).isBetween(500L, 503L);
      assertThat(load.unexpected()).isZero();
      assertThat(requests).hasValueBetween(500, 507);
    }
  }

  @Test
  void an_answer_with_another_status_is_counted_as_unexpected() throws IOException {
    status = 404;
    try (LoadClient client = new LoadClient(port(), TINY, 1)) {
      assertThat(client.saturate(TimeUnit.SECONDS.toNanos(30), 10).unexpected()).isEqualTo(10);
    }
  }

  @Test
  void a_stall_is_felt_by_all_requests_that_should_have_been_sent_meanwhile() throws IOException {
    stalledRequest = 50;
    try (LoadClient client = LoadClient.openModel(port(), TINY)) {
      // One thread answers, so a stall of 300 ms holds 300 of these 1,000 requests.
      Load load = client.atRate(1_000, TimeUnit.SECONDS.toNanos(1));
      assertThat(load.requests()).isEqualTo(1_000);
      assertThat(load.unanswered()).isZero();
      assertThat(load.latencyMillis(0.99)).isGreaterThan(STALL_MILLIS * 0.8);
      assertThat(load.latencyMillis(0.9)).isGreaterThan(STALL_MILLIS * 0.5);
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (requests.getAndIncrement() == stalledRequest) {
      try {
        assertThat(never.await(STALL_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    exchange.sendResponseHeaders(status, 2);
    exchange.getResponseBody().write(new byte[] {'o', 'k'});
    exchange.close();
  }
}
