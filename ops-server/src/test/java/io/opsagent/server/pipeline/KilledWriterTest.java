package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.LogRow;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.spool.Spool;
import io.opsagent.storage.testkit.ChildJvm;
import io.opsagent.storage.testkit.PostgresServer;
import java.io.File;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed as the operating system does it, in the midst of writing. */
class KilledWriterTest {
  private static final int BATCHES = 100;
  private static final int BATCH_ROWS = 100;

  @TempDir private File folder;

  /** Where the rows go. */
  enum Engine {
    H2,
    POSTGRESQL
  }

  private String url = "";

  private void use(Engine engine) throws Exception {
    if (engine == Engine.POSTGRESQL) {
      PostgresServer server = PostgresServer.instance();
      url = server.url(server.newDatabase());
    }
  }

  private ChildJvm start(int firstNewRow) throws Exception {
    return ChildJvm.start(
        WriteWaitingRows.class, folder.getPath(), url, Integer.toString(firstNewRow));
  }

  private Spool spool(DataDirectory directory) throws Exception {
    return new Spool(directory.slotDirectory().toPath().resolve("spool"), 1L << 30);
  }

  @ParameterizedTest
  @EnumSource
  void rows_that_waited_in_files_are_each_there_once_however_often_their_writer_is_killed(
      Engine engine) throws Exception {
    use(engine);
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Spool spool = spool(directory);
      for (int batch = 0; batch < BATCHES; batch++) {
        int from = batch * BATCH_ROWS;
        spool.add(
            UUID.randomUUID(),
            IntStream.range(from, from + BATCH_ROWS)
                .mapToObj(i -> LogRow.row().requestId("r" + i).build())
                .toList());
      }
    }
    for (int kill = 0; kill < 2; kill++) {
      try (ChildJvm writer = start(-1)) {
        for (int i = 0; i <= kill * 3; i++) {
          writer.await("written ");
        }
        writer.kill();
      }
      try (DataDirectory directory = DataDirectory.open(folder)) {
        assertThat(spool(directory).isEmpty()).as("killed in the midst").isFalse();
      }
    }
    try (ChildJvm writer = start(-1)) {
      writer.await("done");
    }
    List<String> ids = ids();
    assertThat(ids).hasSize(BATCHES * BATCH_ROWS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void of_rows_that_were_on_their_way_all_that_were_written_a_second_ago_are_there_once(
      Engine engine) throws Exception {
    use(engine);
    List<long[]> said = new ArrayList<>();
    try (ChildJvm writer = start(0)) {
      do {
        String[] numbers = writer.await("written ").split(" ");
        said.add(new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])});
      } while (said.get(said.size() - 1)[1] - said.get(0)[1] < 2_500);
      writer.kill();
    }
    long killedMillis = said.get(said.size() - 1)[1];
    // A server has what it acknowledged; the embedded database writes twice a second.
    long safeMillis = engine == Engine.H2 ? killedMillis - 1_000 : killedMillis;
    long safe =
        said.stream().filter(line -> line[1] <= safeMillis).mapToLong(l -> l[0]).max().orElse(0);
    assertThat(safe).isPositive();
    try (ChildJvm writer = start(-1)) {
      writer.await("done");
    }
    List<String> ids = ids();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) safe);
    Set<String> expected = new HashSet<>();
    IntStream.range(0, ids.size()).forEach(i -> expected.add("r" + i));
    assertThat(Set.copyOf(ids)).as("none is missing before the last one").isEqualTo(expected);
  }

  /** Read past the agent's own code; the process that wrote has ended. */
  private List<String> ids() throws Exception {
    Properties user = new Properties();
    Driver driver;
    String address = url;
    if (url.isEmpty()) {
      driver = new org.h2.Driver();
      address = "jdbc:h2:file:" + folder + "/slot-0/ops;IFEXISTS=TRUE";
      user.setProperty("user", "OPSAGENT_OWNER");
      user.setProperty("password", "");
    } else {
      driver = new org.postgresql.Driver();
      user.setProperty("user", "postgres");
    }
    try (Connection connection = driver.connect(address, user);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT request_id FROM service_log")) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }
}
