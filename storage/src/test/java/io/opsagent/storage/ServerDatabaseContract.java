package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.schema.SchemaMigrator;
import io.opsagent.storage.testkit.ChildJvm;
import io.opsagent.storage.testkit.RealServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of an operations database on a server, whatever happens to the server. */
abstract class ServerDatabaseContract {
  private static final ServerDatabase.Pauses SHORT = new ServerDatabase.Pauses(50, 300);
  private static final ServerDatabase.Pauses LONG = new ServerDatabase.Pauses(50, 3_600_000);
  private static final String ROOT = "/io/opsagent/storage/migration/test/";
  private static final SchemaMigration COLUMN =
      next(SchemaMigration.ALL, "later column", ROOT + "later_column.sql");
  private static final SchemaMigration BROKEN =
      next(SchemaMigration.ALL, "broken", ROOT + "broken.sql");

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  abstract RealServer server();

  /** How the server says that a password is wrong, in the line for the operator. */
  abstract String denied(String user);

  /** Ends all connections of the agent at the server. */
  abstract void killConnections(String database) throws Exception;

  /** Takes one permission from a user, and names it; the user is new and has all. */
  abstract String revokeOne(String database, String user) throws Exception;

  @Test
  void rows_are_written_again_after_the_server_was_stopped_and_started() throws Exception {
    try (ServerDatabase database = open(server().newDatabase(), SHORT)) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      logs.insert(List.of(ServiceLogs.log()));
      server().stop();
      try {
        assertThatThrownBy(() -> logs.insert(List.of(ServiceLogs.log())))
            .isInstanceOf(DatabaseAwayException.class)
            .hasMessageContaining("connection to the server was lost");
        assertThat(database.problem()).startsWith(failed());
        assertThatThrownBy(() -> logs.count(ServiceLogFilters.all()))
            .isInstanceOf(DatabaseAwayException.class)
            .hasMessageContaining(failed());
      } finally {
        server().start();
      }
      insertWhenBack(logs);
      assertThat(logs.count(ServiceLogFilters.all())).isEqualTo(2);
      assertThat(database.problem()).isNull();
    }
  }

  @Test
  void a_server_that_is_away_at_the_start_is_one_line_and_is_used_when_it_comes() throws Exception {
    DatabaseSettings.Server settings = server().settings(server().newDatabase());
    server().stop();
    try (ServerDatabase database = new ServerDatabase(settings, all(), notices::add, SHORT)) {
      try {
        database.start();
        database.start();
        String address = DatabaseAddress.of(settings.url());
        assertThat(notices).containsExactly(failed() + "Connection refused (" + address + ").");
        assertThat(database.problem()).isEqualTo(notices.get(0));
      } finally {
        server().start();
      }
      insertWhenBack(new JdbiServiceLogRepository(database));
      assertThat(notices).hasSize(2).last().asString().endsWith("is connected.");
    }
  }

  @Test
  void connections_that_are_ended_by_the_server_are_replaced() throws Exception {
    String name = server().newDatabase();
    try (ServerDatabase database = open(name, SHORT)) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      logs.insert(List.of(ServiceLogs.log()));
      killConnections(name);
      insertWhenBack(logs);
      assertThat(logs.count(ServiceLogFilters.all())).isEqualTo(2);
    }
  }

  @Test
  void a_wrong_password_is_one_line_and_a_corrected_one_is_tried_at_once() throws Exception {
    String name = server().newDatabase();
    String user = server().newUser();
    server().createUser(name, user, "right");
    AtomicReference<DatabaseCredentials> credentials =
        new AtomicReference<>(new DatabaseCredentials(user, "wr0ng"));
    try (ServerDatabase database =
        new ServerDatabase(server().settings(name, credentials::get), all(), notices::add, LONG)) {
      database.start();
      assertThat(notices).containsExactly(failed() + denied(user) + ".");
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      assertThatThrownBy(() -> logs.insert(List.of(ServiceLogs.log())))
          .isInstanceOf(DatabaseAwayException.class)
          .hasMessageContaining(denied(user))
          .message()
          .doesNotContain("wr0ng");
      credentials.set(new DatabaseCredentials(user, "right"));
      logs.insert(List.of(ServiceLogs.log()));
      assertThat(logs.count(ServiceLogFilters.all())).isEqualTo(1);
    }
  }

  @Test
  void a_password_that_is_corrected_on_the_server_works_without_a_restart() throws Exception {
    String name = server().newDatabase();
    String user = server().newUser();
    server().createUser(name, user, "other");
    try (ServerDatabase database =
        new ServerDatabase(
            server().settings(name, () -> new DatabaseCredentials(user, "mine")),
            all(),
            notices::add,
            SHORT)) {
      database.start();
      server().changePassword(user, "mine");
      insertWhenBack(new JdbiServiceLogRepository(database));
    }
  }

  @Test
  void an_unknown_database_is_one_line() {
    try (ServerDatabase database = open("no_such_database", SHORT)) {
      assertThat(notices).hasSize(1);
      assertThat(notices.get(0)).startsWith(failed()).contains("no_such_database");
    }
  }

  @Test
  void a_permission_that_is_missing_is_one_line_that_names_it_and_is_asked_again()
      throws Exception {
    String name = server().newDatabase();
    String user = server().newUser();
    server().createUser(name, user, "right");
    String permission = revokeOne(name, user);
    try (ServerDatabase database =
        new ServerDatabase(
            server().settings(name, () -> new DatabaseCredentials(user, "right")),
            all(),
            notices::add,
            SHORT)) {
      database.start();
      assertThat(notices)
          .containsExactly(
              "The "
                  + server().engine().title()
                  + " database cannot be used. The user of the agent cannot "
                  + permission
                  + " (the user lacks a permission); grant "
                  + permission
                  + " on the operations database.");
    }
  }

  @Test
  void the_check_leaves_nothing_behind() throws Exception {
    String name = server().newDatabase();
    open(name, SHORT).close();
    open(name, SHORT).close();
    assertThat(
            server()
                .number(
                    name,
                    "SELECT COUNT(*) FROM information_schema.tables"
                        + " WHERE table_name LIKE 'opsagent_probe%'"))
        .isZero();
    assertThat(notices).isEmpty();
  }

  @Test
  void a_schema_of_an_older_version_gets_the_missing_steps_and_keeps_its_rows() throws Exception {
    String name = server().newDatabase();
    insertOne(name, all());
    insertOne(name, with(COLUMN));
    insertOne(name, with(COLUMN));
    assertThat(server().number(name, "SELECT COUNT(*) FROM service_log WHERE later_column = 7"))
        .isEqualTo(3);
    assertThat(notices).isEmpty();
    try (ServerDatabase older =
        new ServerDatabase(server().settings(name), all(), notices::add, SHORT)) {
      older.start();
      assertThat(notices).singleElement().asString().contains("newer release", "schema version");
    }
  }

  @Test
  void every_script_can_run_twice_and_a_step_that_failed_is_tried_again() throws Exception {
    String name = server().newDatabase();
    insertOne(name, all());
    server().execute(name, "DROP TABLE " + SchemaMigrator.HISTORY_TABLE);
    insertOne(name, all());
    try (ServerDatabase broken =
        new ServerDatabase(server().settings(name), with(BROKEN), notices::add, SHORT)) {
      broken.start();
      assertThat(notices).singleElement().asString().contains("could not be brought up to date");
    }
    notices.clear();
    insertOne(name, with(COLUMN));
    assertThat(server().number(name, "SELECT COUNT(*) FROM service_log")).isEqualTo(3);
    assertThat(notices).isEmpty();
  }

  @Test
  void workers_that_start_at_once_share_one_database_and_no_id() throws Exception {
    String name = server().newDatabase();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        workers.add(threads.submit(() -> writeAsWorker(name)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(notices).isEmpty();
    assertThat(server().number(name, "SELECT COUNT(DISTINCT id) FROM service_log"))
        .isEqualTo(4_000);
    assertThat(server().number(name, "SELECT MAX(id) FROM service_log")).isLessThan(1L << 53);
  }

  @Test
  void the_application_does_not_feel_the_database(@TempDir Path folder) throws Exception {
    runBeside(folder, "-Xshare:auto");
  }

  @Test
  void what_the_application_set_for_its_own_pool_changes_nothing(@TempDir Path folder)
      throws Exception {
    Path hikari =
        Files.writeString(folder.resolve("hikari"), "driverClassName=com.example.NoSuchDriver\n");
    runBeside(folder, "-Dhikaricp.configurationFile=" + hikari);
  }

  private void runBeside(Path folder, String option) throws Exception {
    String name = server().newDatabase();
    String user = server().newUser();
    server().createUser(name, user, "secret");
    File work = Files.createDirectories(folder.resolve("work")).toFile();
    try (ChildJvm jvm =
        ChildJvm.start(
            work,
            Map.of(),
            List.of(option, "-Duser.timezone=UTC"),
            QuietStart.application(),
            QuietStart.class,
            folder.resolve("data").toString(),
            System.getProperty("java.class.path"),
            server().url(name),
            user)) {
      List<String> lines = jvm.awaitEnd();
      assertThat(lines).contains("rows 1", "main ends", "properties {}");
      assertThat(lines).noneMatch(line -> line.startsWith("driver"));
      assertThat(lines)
          .filteredOn(line -> line.startsWith("thread false"))
          .containsExactly("thread false main");
      assertThat(lines)
          .allMatch(
              line ->
                  line.startsWith("thread ")
                      || line.startsWith("SLF4J(W)")
                      || List.of("rows 1", "properties {}", "main ends").contains(line));
    }
    assertThat(work).isEmptyDirectory();
  }

  private void writeAsWorker(String name) {
    try (ServerDatabase database = open(name, SHORT)) {
      ServiceLogRepository logs = new JdbiServiceLogRepository(database);
      for (int batch = 0; batch < 10; batch++) {
        logs.insert(Collections.nCopies(100, ServiceLogs.log()));
      }
      List<ServiceLog> page =
          logs.list(
              ServiceLogFilters.all(),
              List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true)),
              0,
              1);
      assertThat(LongStream.of(page.get(0).id()).boxed()).allMatch(id -> id > 0);
    }
  }

  private void insertOne(String name, List<SchemaMigration> migrations) {
    try (ServerDatabase database =
        new ServerDatabase(server().settings(name), migrations, notices::add, SHORT)) {
      new JdbiServiceLogRepository(database).insert(List.of(ServiceLogs.log()));
    }
  }

  private ServerDatabase open(String name, ServerDatabase.Pauses pauses) {
    ServerDatabase database =
        new ServerDatabase(server().settings(name), all(), notices::add, pauses);
    database.start();
    return database;
  }

  private static void insertWhenBack(ServiceLogRepository logs) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsMatching(DatabaseAwayException.class::isInstance)
        .until(
            () -> {
              logs.insert(List.of(ServiceLogs.log()));
              return true;
            });
  }

  private String failed() {
    return "Failed to connect to the " + server().engine().title() + " database. ";
  }

  private static List<SchemaMigration> all() {
    return SchemaMigration.ALL;
  }

  private static List<SchemaMigration> with(SchemaMigration later) {
    List<SchemaMigration> steps = new ArrayList<>(SchemaMigration.ALL);
    steps.add(later);
    return steps;
  }

  private static SchemaMigration next(
      List<SchemaMigration> known, String description, String resource) {
    return new SchemaMigration(known.get(known.size() - 1).version() + 1, description, resource);
  }
}
