package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;

/** A process that adds rows, deletes others and compacts its file, until it is killed. */
final class CompactUntilKilled {
  /** Rows that are there before the first compaction and are never deleted. */
  static final int KEPT_ROWS = 400;

  private CompactUntilKilled() {}

  public static void main(String[] args) throws Exception {
    try (ReopeningDatabase database =
        new ReopeningDatabase(
            new H2File(Path.of(args[0])), SchemaMigration.ALL, System.out::println)) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      OldRows oldRows = new OldRows(database);
      if (oldRows.countServiceLogs() == 0) {
        logs.insert(Collections.nCopies(KEPT_ROWS, ServiceLogs.log(row -> row.isVolatile = false)));
      }
      while (true) {
        logs.insert(Collections.nCopies(2_000, ServiceLogs.log()));
        oldRows.serviceLogs(true, Instant.MAX, BatchPace.MAX_ROWS);
        database.flush();
        System.out.println("compacting");
        database.compact(5_000, 5_000);
        System.out.println("compacted");
      }
    }
  }
}
