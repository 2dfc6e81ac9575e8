package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/** A process that adds rows, deletes others and compacts its file, until it is killed. */
final class CompactUntilKilled {
  /** Each time before it compacts; they are never deleted. */
  private static final int KEPT_ROWS = 400;

  private CompactUntilKilled() {}

  public static void main(String[] args) throws Exception {
    CompactionWay way = CompactionWay.valueOf(args[1]);
    try (ReopeningDatabase database =
        new ReopeningDatabase(
            new H2File(Path.of(args[0])), SchemaMigration.ALL, System.out::println)) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      OldRows oldRows = new OldRows(database);
      while (true) {
        logs.insert(Collections.nCopies(KEPT_ROWS, ServiceLogs.log(row -> row.isVolatile = false)));
        logs.insert(Collections.nCopies(2_000, ServiceLogs.log()));
        oldRows.serviceLogs(true, Instant.MAX, BatchPace.MAX_ROWS);
        database.flush();
        System.out.println("compacting, rows " + oldRows.countServiceLogs());
        long start = System.nanoTime();
        database.compact(5_000, way);
        System.out.println(
            "compacted, micros " + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
      }
    }
  }
}
