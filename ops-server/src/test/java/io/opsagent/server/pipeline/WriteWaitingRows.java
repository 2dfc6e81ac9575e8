package io.opsagent.server.pipeline;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.spool.Spool;
import java.io.File;

/**
 * A process that writes what waits in the spool, and then, if it is told to, new rows for ever. It
 * says how many it has written.
 */
final class WriteWaitingRows {
  private WriteWaitingRows() {}

  /** Data directory, URL of a PostgreSQL database or nothing for H2, first number of new rows. */
  public static void main(String[] args) throws Exception {
    DatabaseSettings settings =
        args[1].isEmpty()
            ? new DatabaseSettings.Embedded()
            : new DatabaseSettings.Server(
                DatabaseEngine.POSTGRESQL,
                args[1],
                () -> new DatabaseCredentials("postgres", ""),
                3,
                new File("no-such-folder"));
    int next = Integer.parseInt(args[2]);
    try (DataDirectory directory = DataDirectory.open(new File(args[0]));
        OperationsDatabase database =
            OperationsDatabase.open(settings, directory, System.out::println)) {
      Spool spool = new Spool(directory.slotDirectory().toPath().resolve("spool"), 1L << 30);
      LogQueue queue = new LogQueue(10_000, 100_000_000);
      LogWriter writer =
          new LogWriter(
              queue,
              new RowStore(database.serviceLogs(), () -> {}, database::flush, spool, null),
              50,
              20,
              System.out::println);
      new Thread(writer, "writer-under-test").start();
      long said = 0;
      while (true) {
        if (next >= 0 && queue.size() < 1_000) {
          queue.offer(LogRow.row().requestId("r" + next++).build());
        }
        if (writer.written() != said) {
          said = writer.written();
          System.out.println("written " + said + " " + System.currentTimeMillis());
        } else if (next < 0) {
          if (spool.isEmpty()) {
            System.out.println("done");
            return;
          }
          Thread.onSpinWait();
        }
      }
    }
  }
}
