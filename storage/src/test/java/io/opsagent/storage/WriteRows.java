package io.opsagent.storage;

import java.io.File;
import java.util.List;
import java.util.stream.IntStream;

/** A process that writes batches of ten rows until it is killed, and says each that was taken. */
final class WriteRows {
  static final int BATCH_ROWS = 10;

  private WriteRows() {}

  public static void main(String[] args) throws Exception {
    try (DataDirectory directory = DataDirectory.open(new File(args[0]));
        OperationsDatabase database = OperationsDatabase.open(directory, System.out::println)) {
      for (int batch = 1; ; batch++) {
        String user = "batch-" + batch;
        List<ServiceLog> rows =
            IntStream.range(0, BATCH_ROWS)
                .mapToObj(i -> ServiceLogs.log(r -> r.userId = user))
                .toList();
        database.serviceLogs().insert(rows);
        System.out.println("written " + batch + " " + System.currentTimeMillis());
      }
    }
  }
}
