package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledCompactionTest {

  @Test
  void a_process_that_is_killed_while_it_compacts_leaves_a_store_with_all_that_was_kept(
      @TempDir Path folder) throws Exception {
    for (int kill = 0; kill < 4; kill++) {
      try (ChildJvm child = ChildJvm.start(CompactUntilKilled.class, folder.toString())) {
        for (int i = 0; i <= kill; i++) {
          child.await("compacting");
        }
        // The line comes before the work, which takes longer than its way to this process.
        child.kill();
      }
      List<String> notices = new ArrayList<>();
      try (OperationsDatabase database =
          OperationsDatabase.open(folder, SchemaMigration.ALL, notices::add)) {
        assertThat(
                database
                    .serviceLogs()
                    .count(ServiceLogFilters.filter(filter -> filter.path = "/api/order/9")))
            .isGreaterThanOrEqualTo(CompactUntilKilled.KEPT_ROWS);
        database.serviceLogs().insert(List.of(ServiceLogs.log()));
        assertThat(database.problem()).isNull();
      }
      assertThat(notices).isEmpty();
    }
  }
}
