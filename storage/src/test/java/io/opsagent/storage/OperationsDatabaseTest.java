package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsDatabaseTest {
  @Test
  void a_row_is_there_after_the_database_was_closed_and_opened_again(@TempDir File folder)
      throws Exception {
    ServiceLog log = ServiceLogs.log();
    try (DataDirectory directory = DataDirectory.open(folder)) {
      try (OperationsDatabase database = OperationsDatabase.open(directory, line -> {})) {
        database.serviceLogs().insert(List.of(log));
      }
      try (OperationsDatabase database = OperationsDatabase.open(directory, line -> {})) {
        assertThat(database.serviceLogs().find("shop", 1)).contains(ServiceLogs.withId(log, 1));
      }
    }
  }
}
