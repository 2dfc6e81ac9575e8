package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.RunningServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A server that is started by its first caller. */
class OnDemandTest {
  private static final String LISTENER = "opsagent-listener";

  @Test
  void while_nobody_calls_it_listens_with_one_thread_and_nothing_else_of_it_runs() {
    int before = threads("opsagent-http").size();
    try (RunningServer running = RunningServer.startOnDemand(settings -> settings)) {
      assertThat(running.server.routes()).isEmpty();
      assertThat(threads(LISTENER)).hasSize(1);
      assertThat(threads("opsagent-http")).hasSizeLessThanOrEqualTo(before);
      assertThat(running.server.startLine())
          .contains("http://127.0.0.1:" + running.server.port() + "/ops");
    }
    await().until(() -> threads(LISTENER).isEmpty());
  }

  @Test
  void the_first_callers_wait_and_are_all_answered() {
    try (RunningServer running = RunningServer.startOnDemand(settings -> settings)) {
      List<CompletableFuture<RunningServer.Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        replies.add(CompletableFuture.supplyAsync(() -> running.get("/token/scope")));
      }
      assertThat(replies).allSatisfy(reply -> assertThat(reply.join().status()).isEqualTo(200));
      assertThat(running.server.routes()).hasSizeGreaterThan(20);
      await().until(() -> threads(LISTENER).isEmpty());
    }
  }

  @Test
  void who_connects_and_says_nothing_is_a_caller_too() throws Exception {
    try (RunningServer running = RunningServer.startOnDemand(settings -> settings);
        Socket silent = connect(running)) {
      await().until(() -> !running.server.routes().isEmpty());
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void an_interrupt_of_the_thread_that_waits_is_no_call() {
    try (RunningServer running = RunningServer.startOnDemand(settings -> settings)) {
      Thread waiting = threads(LISTENER).get(0);
      waiting.interrupt();
      await().until(() -> !waiting.isInterrupted());
      assertThat(running.server.routes()).isEmpty();
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
    }
  }

  @Test
  void closed_before_anybody_called_it_leaves_no_thread_and_no_open_port() {
    RunningServer running = RunningServer.startOnDemand(settings -> settings);
    running.close();
    await().until(() -> threads(LISTENER).isEmpty());
    assertThatThrownBy(() -> connect(running).close()).isInstanceOf(ConnectException.class);
  }

  @Test
  void one_that_cannot_start_says_so_and_refuses_whoever_comes_later() throws Exception {
    List<String> notices = new ArrayList<>();
    OperationsServer broken = withoutServices(notices);
    try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), broken.port())) {
      await().until(() -> !notices.isEmpty());
      assertThat(caller.getInputStream().read()).isNegative();
    } catch (IOException reset) {
      assertThat(notices).isNotEmpty();
    }
    assertThat(notices)
        .singleElement()
        .asString()
        .startsWith("The operations server did not start: ")
        .contains("requests are recorded all the same");
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), broken.port()).close())
        .isInstanceOf(ConnectException.class);
    broken.close();
  }

  @Test
  void what_only_use_can_prove_right_is_started_at_once() {
    try (RunningServer running =
        RunningServer.startOnDemand(settings -> settings.middlewares(List.of("logging")))) {
      assertThat(running.server.routes()).isNotEmpty();
    }
  }

  /** Nothing that can be set makes the start fail; parts that are missing do. */
  @SuppressWarnings("NullAway")
  private static OperationsServer withoutServices(List<String> notices) {
    return OperationsServer.startOnDemand(
        OperationsServerSettings.builder("shop").port(0).build(),
        null,
        notices::add,
        (name, work) -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Socket connect(RunningServer running) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), running.server.port());
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }
}
