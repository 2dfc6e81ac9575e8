package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That neither the application feels the database, nor the database the application. */
class HostApplicationTest {
  /** What an application may have set for its own Flyway. */
  private static final Map<String, String> FLYWAY =
      Map.of(
          "FLYWAY_URL", "jdbc:h2:mem:evil",
          "FLYWAY_TABLE", "evil",
          "FLYWAY_LOCATIONS", "filesystem:/",
          "FLYWAY_ENVIRONMENT", "evil",
          "FLYWAY_NATIVE_CONNECTORS", "true",
          "FLYWAY_BASELINE_VERSION", "99");

  private final Path folder;

  HostApplicationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void the_application_does_not_feel_the_database() throws Exception {
    Path loaded = folder.resolve("loaded.txt");
    List<String> lines = run(List.of("-Xlog:class+load:file=" + loaded, "-Duser.timezone=UTC"));
    assertThat(lines).contains("rows 1", "main ends");
    assertThat(lines).as("system properties").contains("properties {}");
    assertThat(lines).as("drivers that DriverManager shows").noneMatch(l -> l.startsWith("driver"));
    assertThat(lines)
        .as("threads that are no daemons")
        .filteredOn(line -> line.startsWith("thread false"))
        .containsExactly("thread false main");
    assertThat(lines)
        .as("threads of the pool")
        .filteredOn(line -> line.contains("opsagent-storage-"))
        .isNotEmpty();
    assertThat(lines)
        .as("nothing else is said")
        .allMatch(
            line ->
                line.startsWith("thread ")
                    || line.startsWith("SLF4J(W)")
                    || List.of("rows 1", "properties {}", "main ends").contains(line));
    assertThat(Files.readString(loaded))
        .as("classes that must not be loaded early")
        .doesNotContain(
            " java.util.logging.LogManager ",
            " java.util.logging.Logger ",
            " java.lang.management.ManagementFactory ",
            " javax.management.MBeanServer ",
            " sun.misc.Unsafe ");
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void the_second_start_does_not_load_flyway() throws Exception {
    run(List.of());
    Path loaded = folder.resolve("loaded.txt");
    List<String> lines = run(List.of("-Xlog:class+load:file=" + loaded));
    assertThat(lines).contains("rows 2");
    assertThat(Files.readString(loaded))
        .contains("io.opsagent.storage.schema.SchemaMigrator ")
        .doesNotContain("org.flywaydb.core.Flyway ");
  }

  @Test
  void what_the_application_set_for_its_own_libraries_changes_nothing() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    for (String name : List.of("flyway.conf", "flyway.toml", "flyway.user.toml")) {
      Files.writeString(work.resolve(name), "flyway.table=evil\nflyway.url=jdbc:h2:mem:evil\n");
    }
    Path hikari =
        Files.writeString(
            folder.resolve("hikari.properties"),
            """
            jdbcUrl=jdbc:h2:mem:evil
            dataSourceClassName=com.example.NoSuchDataSource
            driverClassName=com.example.NoSuchDriver
            username=evil
            password=evil
            schema=evil
            catalog=evil
            readOnly=true
            autoCommit=false
            connectionInitSql=NO SUCH SQL
            connectionTestQuery=NO SUCH SQL
            transactionIsolation=TRANSACTION_SERIALIZABLE
            exceptionOverrideClassName=com.zaxxer.hikari.SQLExceptionOverride
            maximumPoolSize=1
            initializationFailTimeout=-1
            registerMbeans=true
            poolName=evil
            dataSource.password=evil
            """);
    List<String> lines =
        run(
            List.of(
                "-Dhikaricp.configurationFile=" + hikari,
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Asia/Kathmandu",
                "-Dfile.encoding=US-ASCII"));
    assertThat(lines).contains("rows 1", "main ends").noneMatch(line -> line.contains("evil"));
    assertThat(work.toFile().list())
        .containsExactlyInAnyOrder("flyway.conf", "flyway.toml", "flyway.user.toml");
  }

  private List<String> run(List<String> options) throws Exception {
    File work = Files.createDirectories(folder.resolve("work")).toFile();
    List<String> all = new ArrayList<>(options);
    all.add("-Xshare:auto");
    // The application has none of our libraries: looking for drivers would load those.
    try (ChildJvm jvm =
        ChildJvm.start(
            work,
            FLYWAY,
            all,
            QuietStart.application(),
            QuietStart.class,
            folder.resolve("data").toString(),
            System.getProperty("java.class.path"))) {
      List<String> lines = jvm.awaitEnd();
      assertThat(jvm.exitValue()).as("%s", lines).isZero();
      return lines;
    }
  }
}
