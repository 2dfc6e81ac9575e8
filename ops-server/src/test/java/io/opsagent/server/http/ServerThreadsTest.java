package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server's threads in the application's process (instrumentation.md 1.9). */
class ServerThreadsTest {

  /** Its threads live as long as the tests. */
  @BeforeAll
  static void openSharedDatabase() {
    AccessDatabase.shared();
  }

  private static List<Thread> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        // Threads of the caller and of the JVM are not the server's.
        .filter(thread -> !thread.getName().startsWith("HttpClient-"))
        .filter(thread -> !thread.getName().startsWith("caller-"))
        .filter(thread -> !thread.getName().equals("awaitility-thread"))
        // The audit log has its own test.
        .filter(thread -> !thread.getName().equals("opsagent-audit"))
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !thread.getThreadGroup().getName().equals("InnocuousThreadGroup"))
        .filter(thread -> !thread.getThreadGroup().getName().equals("system"))
        .toList();
  }

  @Test
  void every_thread_is_daemon_named_and_has_our_class_loader() {
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    try (RunningServer running = RunningServer.start()) {
      running.get("/logs/service");
      List<Thread> threads = newThreads(before);
      assertThat(threads).isNotEmpty();
      assertThat(threads)
          .allSatisfy(
              thread -> {
                assertThat(thread.isDaemon()).as(thread.getName()).isTrue();
                assertThat(thread.getName()).startsWith("opsagent-");
                assertThat(thread.getContextClassLoader())
                    .isSameAs(OperationsServer.class.getClassLoader());
              });
    }
  }

  @Test
  void many_callers_at_once_do_not_make_more_threads_than_the_limit() throws Exception {
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    ExecutorService callers =
        Executors.newFixedThreadPool(40, work -> new Thread(work, "caller-" + work.hashCode()));
    try (RunningServer running = RunningServer.start()) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        answers.add(callers.submit(() -> running.get("/token/scope").status()));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
      assertThat(newThreads(before)).hasSizeLessThanOrEqualTo(ServerThreads.MAX_THREADS + 1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void after_close_no_thread_is_left_and_the_port_is_free_again() {
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    RunningServer running = RunningServer.start();
    running.get("");
    int port = running.server.port();
    running.close();
    running.close();
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
    try (RunningServer again = RunningServer.start(s -> s.port(port))) {
      assertThat(again.server.port()).isEqualTo(port);
    }
  }

  @Test
  void a_start_that_fails_leaves_no_thread() {
    Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
    try (RunningServer running = RunningServer.start()) {
      List<Thread> ofTheFirst = newThreads(before);
      assertThat(catchThrowable(() -> RunningServer.start(s -> s.port(running.server.port()))))
          .isInstanceOf(ServerStartException.class);
      assertThat(newThreads(before)).containsExactlyInAnyOrderElementsOf(ofTheFirst);
    }
  }

  @Test
  void the_starting_thread_keeps_its_own_class_loader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader applications = new ClassLoader(before) {};
    thread.setContextClassLoader(applications);
    try (RunningServer running = RunningServer.start()) {
      assertThat(thread.getContextClassLoader()).isSameAs(applications);
      assertThat(running.get("").status()).isEqualTo(200);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
