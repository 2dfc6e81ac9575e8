package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.runtime.OpenRequest;
import io.opsagent.server.testkit.DeadlockedThreads;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Threads, requests in work and heap over HTTP, held against the JVM's own beans. */
class RuntimeTest {
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.start();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String path) {
    Reply reply = running.get(path);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  private static JsonNode threadNamed(JsonNode dump, String name) {
    for (JsonNode group : dump.get("groups")) {
      for (JsonNode thread : group.get("threads")) {
        if (thread.get("name").asText().equals(name)) {
          return thread;
        }
      }
    }
    throw new AssertionError("No thread " + name + " in " + dump);
  }

  @Test
  void threads_with_one_stack_are_one_group_with_what_each_has_used() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    over.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "test-alike-" + i);
        thread.setDaemon(i % 2 == 0);
        thread.start();
        threads.add(thread);
      }
      await().until(() -> threads.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
      JsonNode dump = get("/v1/runtime/threads");
      List<JsonNode> groups = new ArrayList<>();
      for (JsonNode group : dump.get("groups")) {
        if (group.toString().contains("test-alike-")) {
          groups.add(group);
        }
      }
      assertThat(groups).as("one group").hasSize(1);
      JsonNode alike = groups.get(0);
      assertThat(alike.get("count").asInt()).isEqualTo(20);
      assertThat(alike.get("state").asText()).isEqualTo("WAITING");
      assertThat(alike.get("stack").toString()).contains("CountDownLatch.await");
      JsonNode third = threadNamed(dump, "test-alike-3");
      assertThat(third.get("daemon").asBoolean()).isFalse();
      assertThat(third.get("id").asLong()).isEqualTo(threads.get(3).getId());
      assertThat(threadNamed(dump, "test-alike-4").get("daemon").asBoolean()).isTrue();
      var bean = ManagementFactory.getThreadMXBean();
      assertThat(third.get("cpuMillis").asLong())
          .isLessThanOrEqualTo(bean.getThreadCpuTime(threads.get(3).getId()) / 1_000_000);
      assertThat(dump.get("threads").asInt())
          .isBetween(bean.getThreadCount() - 5, bean.getThreadCount() + 5);
      int byState = 0;
      for (JsonNode count : dump.get("byState")) {
        byState += count.asInt();
      }
      assertThat(byState).isEqualTo(dump.get("threads").asInt());
    } finally {
      over.countDown();
    }
  }

  @Test
  void threads_that_wait_for_each_other_are_marked_with_who_has_what() throws Exception {
    assertThat(get("/v1/runtime/threads").get("deadlocked")).isEmpty();
    try (DeadlockedThreads stuck = DeadlockedThreads.start()) {
      JsonNode dump = get("/v1/runtime/threads");
      assertThat(dump.get("deadlocked").toString())
          .contains(DeadlockedThreads.FIRST, DeadlockedThreads.SECOND);
      JsonNode first = threadNamed(dump, DeadlockedThreads.FIRST);
      assertThat(first.get("deadlocked").asBoolean()).isTrue();
      assertThat(first.get("ownerName").asText()).isEqualTo(DeadlockedThreads.SECOND);
      assertThat(first.get("waitsFor").asText()).contains("ReentrantLock");
      Reply text = running.get("/v1/runtime/threads?format=text");
      assertThat(text.header("content-type")).startsWith("text/plain");
      assertThat(text.body())
          .contains(
              "Found a deadlock among " + DeadlockedThreads.FIRST,
              "\"" + DeadlockedThreads.FIRST + "\" #",
              " daemon prio=",
              "   java.lang.Thread.State: WAITING",
              "owned by \"" + DeadlockedThreads.SECOND + "\"");
    }
    assertThat(get("/v1/runtime/threads").get("deadlocked")).isEmpty();
  }

  @Test
  void a_thread_with_a_monitor_says_so_and_its_name_is_masked_and_cut() throws Exception {
    Object monitor = new Object();
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              synchronized (monitor) {
                begun.countDown();
                try {
                  over.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            "test-holder password=hunter2 " + "x".repeat(500));
    thread.start();
    try {
      begun.await();
      Reply reply = running.get("/v1/runtime/threads");
      assertThat(reply.body()).contains("test-holder password=").doesNotContain("hunter2");
      assertThat(reply.body()).doesNotContain("x".repeat(300));
      for (JsonNode group : reply.json().get("groups")) {
        for (JsonNode one : group.get("threads")) {
          if (one.get("id").asLong() == thread.getId()) {
            assertThat(one.get("holds").toString()).contains("java.lang.Object@");
            return;
          }
        }
      }
      throw new AssertionError("The thread is missing: " + reply.body());
    } finally {
      over.countDown();
      thread.join();
    }
  }

  @Test
  void the_form_of_a_dump_is_chosen_by_parameter_or_accept() {
    assertThat(running.get("/v1/runtime/threads", "Accept", "text/plain").header("content-type"))
        .startsWith("text/plain");
    assertThat(running.get("/v1/runtime/threads?format=json", "Accept", "text/plain").json())
        .isNotNull();
    Reply wrong = running.get("/v1/runtime/threads?format=xml");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("xml", "text and json");
  }

  @Test
  void requests_in_work_have_the_stack_of_their_thread_unless_it_went_on() {
    Thread here = Thread.currentThread();
    running.openRequests =
        List.of(
            open(500, "/older-on-the-same-thread", here.getId(), true),
            open(20, "/now", here.getId(), true),
            open(9_000, "/async", here.getId(), false),
            open(70, "/ended", Long.MAX_VALUE, true));
    try {
      JsonNode answer = get("/v1/runtime/requests");
      assertThat(answer.get("count").asInt()).isEqualTo(4);
      assertThat(answer.get("items").findValuesAsText("path"))
          .containsExactly("/async", "/older-on-the-same-thread", "/ended", "/now");
      assertThat(answer.at("/items/0/stack").isNull()).isTrue();
      assertThat(answer.at("/items/1/stack").isNull()).isTrue();
      assertThat(answer.at("/items/2/stack").isNull()).isTrue();
      assertThat(answer.at("/items/3/stack").toString())
          .contains("RuntimeTest.requests_in_work_have_the_stack");
      assertThat(get("/v1/runtime/requests?limit=1&frames=0").get("items")).hasSize(1);
      assertThat(get("/v1/runtime/requests?frames=2").at("/items/3/stack")).hasSize(2);
      assertThat(running.get("/v1/runtime/requests?frames=129").status()).isEqualTo(400);
    } finally {
      running.openRequests = List.of();
    }
  }

  private static OpenRequest open(long age, String path, long threadId, boolean isOnThread) {
    return new OpenRequest(age, "GET", path, null, "main", threadId, isOnThread);
  }

  private static final class Marked {
    private final long value;

    Marked(long value) {
      this.value = value;
    }
  }

  @Test
  void a_histogram_counts_the_objects_that_are_there() {
    List<Marked> kept = new ArrayList<>();
    for (int i = 0; i < 12_345; i++) {
      kept.add(new Marked(i));
    }
    JsonNode answer = get("/v1/runtime/heap/histogram?rows=5000");
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode item : answer.get("items")) {
      if (item.get("name").asText().equals(Marked.class.getName())) {
        items.add(item);
      }
    }
    assertThat(items).hasSize(1);
    JsonNode found = items.get(0);
    assertThat(found.get("instances").asLong()).isEqualTo(12_345);
    assertThat(found.get("bytes").asLong()).isBetween(12_345L * 16, 12_345L * 32);
    assertThat(kept.get(7).value).isEqualTo(7);
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    assertThat(answer.get("bytes").asLong()).isBetween(used / 10, used * 10);
    JsonNode few = get("/v1/runtime/heap/histogram?rows=3");
    assertThat(few.get("items")).hasSize(3);
    assertThat(few.get("classes").asInt()).isGreaterThan(500);
    assertThat(few.at("/items/0/bytes").asLong())
        .isGreaterThanOrEqualTo(few.at("/items/1/bytes").asLong());
  }

  @Test
  void a_collection_is_done_and_told() {
    Reply reply = running.send("POST", "/ops/v1/runtime/gc");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(reply.json().get("collections").asLong()).isPositive();
    assertThat(reply.json().get("usedBytesAfter").asLong()).isPositive();
    await()
        .untilAsserted(
            () ->
                assertThat(running.get("/v1/audit?limit=20").body())
                    .contains("POST /v1/runtime/gc"));
  }

  @Test
  void a_second_heavy_call_at_the_same_time_is_told_that_one_is_at_work() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try {
      await()
          .until(
              () -> {
                List<Future<Reply>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                  both.add(callers.submit(() -> running.send("POST", "/ops/v1/runtime/gc")));
                }
                Reply busy = null;
                for (Future<Reply> one : both) {
                  Reply reply = one.get();
                  assertThat(reply.status()).isIn(200, 409);
                  busy = reply.status() == 409 ? reply : busy;
                }
                return busy != null
                    && busy.json().get("code").asText().equals("runtime_busy")
                    && busy.json().get("reference").asText().endsWith("#runtime_busy");
              });
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void the_environment_of_the_process_is_told_masked() {
    JsonNode facts = get("/v1/runtime/environment");
    assertThat(facts.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(facts.get("javaVersion").asText()).isEqualTo(System.getProperty("java.version"));
    assertThat(facts.get("properties").has("user.dir")).isTrue();
    assertThat(facts.get("heapUsedBytes").asLong()).isPositive();
    System.setProperty("test.api.token", "hunter2");
    try {
      String masked = running.get("/v1/runtime/environment").body();
      assertThat(masked).contains("test.api.token").doesNotContain("hunter2");
    } finally {
      System.clearProperty("test.api.token");
    }
  }

  @Test
  void collectors_and_pools_are_told_with_the_newest_collection() {
    assertThat(running.send("POST", "/ops/v1/runtime/gc").status()).isEqualTo(200);
    JsonNode memory = get("/v1/runtime/memory");
    assertThat(memory.get("upMillis").asLong()).isPositive();
    long collections = 0;
    List<JsonNode> newest = new ArrayList<>();
    for (JsonNode collector : memory.get("collectors")) {
      collections += collector.get("collections").asLong();
      if (!collector.get("last").isNull()) {
        newest.add(collector.get("last"));
      }
    }
    assertThat(collections).isPositive();
    assertThat(newest).isNotEmpty();
    assertThat(newest).allMatch(last -> last.get("usedBytesAfter").asLong() > 0);
    long heap = 0;
    for (JsonNode pool : memory.get("pools")) {
      heap += pool.get("isHeap").asBoolean() ? pool.get("usedBytes").asLong() : 0;
    }
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    assertThat(heap).isBetween(used / 10, used * 10);
  }
}
