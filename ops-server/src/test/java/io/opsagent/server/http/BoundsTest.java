package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.http.KeptConnection.Head;
import io.opsagent.server.testkit.IdleAgent;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.storage.ServiceLog;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks too much is told so, and costs the application neither threads nor memory. */
class BoundsTest {
  private static final String SLOW = "/ops/v1/agent";
  private static final int MEGA_BYTES = 1024 * 1024;

  private final List<KeptConnection> connections = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (KeptConnection connection : connections) {
      connection.close();
    }
  }

  private KeptConnection connect(RunningServer running, int receiveBytes) throws IOException {
    KeptConnection connection = new KeptConnection(running.server.port(), receiveBytes);
    connections.add(connection);
    return connection;
  }

  private static int serverThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("opsagent-http-"))
            .count();
  }

  @Test
  void beyond_those_at_work_and_those_that_wait_the_answer_is_429_and_nobody_else_suffers()
      throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch allAtWork = new CountDownLatch(WorkLimit.MAX_AT_WORK);
    try (RunningServer running = RunningServer.start()) {
      running.report =
          () -> {
            allAtWork.countDown();
            awaitQuietly(released);
            return IdleAgent.snapshot();
          };
      List<KeptConnection> taken = new ArrayList<>();
      for (int i = 0; i < WorkLimit.MAX_AT_WORK; i++) {
        taken.add(connect(running, 0));
        taken.get(i).ask(SLOW);
      }
      assertThat(allAtWork.await(20, TimeUnit.SECONDS)).isTrue();
      List<KeptConnection> late = new ArrayList<>();
      for (int i = 0; i < WorkLimit.MAX_WAITING + 5; i++) {
        late.add(connect(running, 0));
        late.get(i).ask(SLOW);
      }
      // Which of them came too late is known only when they have been answered.
      List<KeptConnection> refused = new ArrayList<>();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                KeptConnection next = connect(running, 0);
                Head head = next.get(SLOW);
                assertThat(head.status()).isEqualTo(429);
                assertThat(head.has("Retry-After")).isTrue();
                assertThat(head.has("Access-Control-Allow-Origin")).isTrue();
                refused.add(next);
              });
      assertThat(connect(running, 0).get("/healthz").status()).isEqualTo(200);
      assertThat(serverThreads()).isLessThanOrEqualTo(ServerThreads.MAX_THREADS);
      released.countDown();
      for (KeptConnection connection : taken) {
        assertThat(connection.answer().status()).isEqualTo(200);
      }
      int served = 0;
      for (KeptConnection connection : late) {
        served += connection.answer().status() == 200 ? 1 : 0;
      }
      assertThat(served).isEqualTo(WorkLimit.MAX_WAITING);
      assertThat(refused.get(0).get(SLOW).status()).isEqualTo(200);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void callers_who_do_not_read_hold_no_thread_and_bounded_memory() throws Exception {
    try (RunningServer running = RunningServer.start()) {
      ServiceLog[] rows = new ServiceLog[500];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = LogRow.row().path("/" + "x".repeat(4_000)).build();
      }
      running.store(rows);
      List<KeptConnection> slow = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        slow.add(connect(running, 4_096));
        slow.get(i).ask("/ops/logs/service?rows=0");
      }
      // More of them than threads, and of answers than memory for them: the next caller is served,
      // at the latest when the first of them have lost their connection.
      assertThat(connect(running, 0).get("/ops/token/scope").status()).isEqualTo(200);
      for (int i = 0; i < 2 * ServerThreads.MAX_THREADS; i++) {
        slow.add(connect(running, 4_096));
        slow.get(slow.size() - 1).ask("/ops/logs/service?rows=0");
      }
      assertThat(connect(running, 0).get("/healthz").status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  connect(running, 0).get("/ops/token/scope").status() == 200
                      && isCut(slow.get(0)));
      assertThatThrownBy(() -> slow.get(0).answer()).isInstanceOf(IOException.class);
      assertThat(serverThreads()).isLessThanOrEqualTo(ServerThreads.MAX_THREADS);
    }
  }

  /** Told by what it sends: to read would make it a caller who reads. */
  private static boolean isCut(KeptConnection connection) {
    try {
      connection.ask("/ops/token/scope");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_large_answer_reaches_a_caller_who_reads_whole() throws Exception {
    try (RunningServer running = RunningServer.start()) {
      ServiceLog[] rows = new ServiceLog[500];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = LogRow.row().path("/" + "x".repeat(4_000)).build();
      }
      running.store(rows);
      RunningServer.Reply reply = running.get("/logs/service?rows=0");
      assertThat(reply.body().length()).isGreaterThan(2 * MEGA_BYTES - MEGA_BYTES / 4);
      assertThat(reply.json().get("count").asInt()).isEqualTo(500);
      RunningServer.Reply head = running.send("HEAD", "/ops/logs/service?rows=0");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void callers_who_send_slowly_hold_no_thread() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (RunningServer running = RunningServer.start()) {
      for (int i = 0; i < BodyLimit.MAX_BODIES; i++) {
        Socket socket = new Socket("127.0.0.1", running.server.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("PATCH /ops/v1/agent/capture HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"swit")
                    .getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
      assertThat(serverThreads()).isLessThanOrEqualTo(ServerThreads.MAX_THREADS);
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(
                          running
                              .patch("/v1/agent/capture", "{}", "Content-Type", "application/json")
                              .status())
                      .isEqualTo(429));
      slow.get(0).getOutputStream().write("ches\":{}}".getBytes(StandardCharsets.US_ASCII));
      slow.get(0).setSoTimeout(20_000);
      byte[] status = slow.get(0).getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(
                          running
                              .patch("/v1/agent/capture", "{}", "Content-Type", "application/json")
                              .status())
                      .isEqualTo(200));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void a_thousand_idle_connections_keep_nobody_out() throws Exception {
    try (RunningServer running = RunningServer.start();
        KeptConnection busy = new KeptConnection(running.server.port())) {
      assertThat(busy.get("/ops/token/scope").status()).isEqualTo(200);
      List<KeptConnection> idle = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        idle.add(connect(running, 0));
        if (i % 50 == 0) {
          assertThat(busy.get("/ops/token/scope").status()).isEqualTo(200);
        }
      }
      assertThat(connect(running, 0).get("/ops/token/scope").status()).isEqualTo(200);
      assertThat(busy.get("/ops/token/scope").status()).isEqualTo(200);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> idle.get(0).isClosed() && idle.get(800).isClosed());
      assertThat(serverThreads()).isLessThanOrEqualTo(ServerThreads.MAX_THREADS);
    }
  }
}
