package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heap dumps over HTTP: real files. */
class HeapDumpTest {
  private static final String DUMPS = "/v1/runtime/heap/dumps";

  private AccessDatabase database;
  private RunningServer running;

  @BeforeEach
  void start() {
    database = AccessDatabase.open();
    running =
        RunningServer.start(
            database,
            Configuration.builder().set(MonitorKeys.HEAP_DUMP, true).build(),
            settings -> settings);
  }

  @AfterEach
  void stop() {
    running.close();
    database.close();
  }

  private Reply post() {
    return running.send("POST", "/ops" + DUMPS);
  }

  private JsonNode dumped() {
    Reply begun = post();
    assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
    String id = begun.json().get("instanceID").asText();
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> running.get(DUMPS + "/" + id).json(),
            dump -> dump.path("state").asText().equals("done"));
  }

  @Test
  void a_dump_is_a_file_that_only_the_owner_can_reach_until_it_is_deleted() throws IOException {
    JsonNode dump = dumped();
    Path file = Path.of(dump.get("path").asText());
    assertThat(Files.size(file)).isEqualTo(dump.get("bytes").asLong()).isGreaterThan(1_000_000);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("JAVA PROFILE");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(running.get(DUMPS).json().get("items")).hasSize(1);
    String id = dump.get("instanceID").asText();
    assertThat(running.send("DELETE", "/ops" + DUMPS + "/" + id).status()).isEqualTo(200);
    assertThat(file).doesNotExist();
    assertThat(running.get(DUMPS).json().get("items")).isEmpty();
    assertThat(running.get(DUMPS + "/" + id).status()).isEqualTo(404);
    await()
        .untilAsserted(
            () ->
                assertThat(running.get("/v1/audit").body())
                    .contains("POST " + DUMPS, "DELETE " + DUMPS + "/{id}", id));
  }

  @Test
  void no_more_than_three_dumps_are_kept() {
    JsonNode first = dumped();
    dumped();
    dumped();
    Reply refused = post();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("code").asText()).isEqualTo("heap_dump_limit");
    running.send("DELETE", "/ops" + DUMPS + "/" + first.get("id").asText());
    dumped();
  }

  @Test
  void a_dump_needs_the_key_and_room_on_the_disk() {
    running.freeBytes = 1_000;
    Reply noRoom = post();
    assertThat(noRoom.status()).isEqualTo(409);
    assertThat(noRoom.json().get("code").asText()).isEqualTo("heap_dump_no_room");
    assertThat(noRoom.json().get("message").asText()).contains("1000 free", "data-dir");
    running.configuration = Configuration.builder().build();
    Reply off = post();
    assertThat(off.status()).isEqualTo(409);
    assertThat(off.json().get("code").asText()).isEqualTo("heap_dump_off");
    assertThat(off.json().get("message").asText()).contains("runtime.heap-dump=true");
    assertThat(running.get(DUMPS).json().get("items")).isEmpty();
  }

  @Test
  void what_else_stops_the_application_waits_for_a_dump_to_end() {
    CountDownLatch mayDump = new CountDownLatch(1);
    running.beforeInspection = () -> awaitQuietly(mayDump);
    Reply begun = post();
    assertThat(begun.status()).isEqualTo(202);
    Reply refused = running.send("POST", "/ops/v1/runtime/gc");
    mayDump.countDown();
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("message").asText()).contains("a heap dump");
    String id = begun.json().get("instanceID").asText();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> running.send("DELETE", "/ops" + DUMPS + "/" + id).status() == 200);
    await().until(() -> running.send("POST", "/ops/v1/runtime/gc").status() == 200);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void the_list_says_what_a_dump_would_take_and_whether_it_is_allowed() {
    JsonNode list = running.get(DUMPS).json();
    assertThat(list.get("enabled").asBoolean()).isTrue();
    assertThat(list.get("expectedBytes").asLong()).isGreaterThan(1_000_000);
    assertThat(list.get("freeBytes").asLong()).isGreaterThan(list.get("expectedBytes").asLong());
    assertThat(list.get("maxFiles").asInt()).isEqualTo(3);
    String path = dumped().get("path").asText();
    assertThat(path).startsWith(list.get("folder").asText());
    try (RunningServer off = RunningServer.start()) {
      assertThat(off.get(DUMPS).json().get("enabled").asBoolean()).isFalse();
    }
  }
}
