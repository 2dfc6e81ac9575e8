package io.opsagent.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.storage.access.AuditEntry;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditLogTest {

  private static AuditLog over(AccessDatabase database) {
    return new AuditLog(
        database.repositories().audit(),
        "web-1:1",
        Clock.systemUTC(),
        (name, work) -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private static AuditEntry entry(String subject) {
    return new AuditEntry(
        0, Instant.now(), "web-1:1", subject, "10.0.0.1", "GET /logs", null, 401, null, null);
  }

  @Test
  void those_who_are_kept_out_do_not_push_out_what_was_done_and_what_is_missing_is_an_entry()
      throws InterruptedException {
    try (AccessDatabase database = AccessDatabase.open()) {
      AuditLog log = over(database);
      for (int i = 0; i < 5_000; i++) {
        log.record(entry("scanner"), true);
      }
      log.record(entry("anna"), false);
      long leftOut = log.leftOut();
      assertThat(leftOut).isBetween(4_500L, 4_800L);
      log.start();
      await()
          .untilAsserted(
              () -> {
                var audit = database.repositories().audit();
                assertThat(audit.list("anna", Long.MAX_VALUE, 10)).hasSize(1);
                assertThat(audit.list("opsagent", Long.MAX_VALUE, 10))
                    .singleElement()
                    .satisfies(
                        e -> assertThat(e.detail()).startsWith(leftOut + " entries were left out"));
              });
      log.close();
    }
  }

  @Test
  void while_the_database_is_away_entries_wait_up_to_the_bound_and_nobody_else_does()
      throws InterruptedException {
    try (AccessDatabase database = AccessDatabase.away()) {
      AuditLog log = over(database);
      log.start();
      for (int i = 0; i < 900; i++) {
        log.record(entry("anna"), false);
      }
      assertThat(log.leftOut()).isZero();
      await().until(() -> log.waiting() >= 700);
      long before = System.nanoTime();
      log.close();
      assertThat(System.nanoTime() - before).isLessThan(3_000_000_000L);
    }
  }
}
