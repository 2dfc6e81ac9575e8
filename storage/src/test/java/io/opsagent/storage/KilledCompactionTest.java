package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
      CompactionWay way, int kills, @TempDir Path folder, @TempDir Path looked) throws Exception {
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
      // A copy at a place that H2 of this JVM has not seen: it may still be closing the file of the
      // round before, which the other process has replaced since.
      Path copy = Files.createDirectory(looked.resolve("kill" + kill));
      for (File file : Objects.requireNonNull(folder.toFile().listFiles(File::isFile))) {
        Files.copy(file.toPath(), copy.resolve(file.getName()));
      }
      List<String> notices = new ArrayList<>();
      try (OperationsDatabase database =
          OperationsDatabase.open(copy, SchemaMigration.ALL, notices::add)) {
        // Rows of the next round may have come when the work was quicker this time.
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
