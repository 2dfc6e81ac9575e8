package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KilledCompactionTest {
  @ParameterizedTest
  @CsvSource({"ANEW, 5", "IN_PLACE, 2"})
  void a_process_that_is_killed_while_it_compacts_leaves_a_store_with_all_that_was_committed(
      CompactionWay way, int kills, @TempDir Path folder) throws Exception {
    Random random = new Random();
    for (int kill = 0; kill < kills; kill++) {
      long committedRows;
      try (ChildJvm child =
          ChildJvm.start(CompactUntilKilled.class, folder.toString(), way.name())) {
        child.await("compacting");
        long micros = Long.parseLong(child.await("compacted, micros "));
        committedRows = Long.parseLong(child.await("compacting, rows "));
        // At any moment of the work: the one before says how long it takes.
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextLong(micros)));
        child.kill();
      }
      List<String> notices = new ArrayList<>();
      try (OperationsDatabase database =
          OperationsDatabase.open(folder, SchemaMigration.ALL, notices::add)) {
        // H2 may still be closing the file of the round before in this JVM: then it is opened again
        // a
        // second later. Rows of the next round may have come when the work was quicker this time.
        long rows =
            await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DatabaseAwayException.class)
                .until(
                    () ->
                        database
                            .serviceLogs()
                            .count(ServiceLogFilters.filter(f -> f.path = "/api/order/9")),
                    found -> true);
        assertThat(rows).isGreaterThanOrEqualTo(committedRows);
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(database.problem()).isNull();
      }
      assertThat(notices).noneMatch(line -> line.contains("corrupt-"));
    }
  }
}
