package io.opsagent.storage;

import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.testkit.RealServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract with a URL of MySQL and MySQL's own driver from the folder of plugins. The server is
 * MariaDB, since no MySQL server can be had as a library.
 */
class MySqlDriverServiceLogRepositoryTest extends ServerServiceLogRepositoryContract {
  private static @TempDir Path folder;

  @Override
  RealServer server() {
    return MariaDbServer.instance();
  }

  @Override
  DatabaseSettings.Server settings(String name) throws Exception {
    for (Class<?> library :
        new Class<?>[] {com.mysql.cj.jdbc.Driver.class, com.google.protobuf.Message.class}) {
      Path jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
    DatabaseSettings.Server given = server().settings(name);
    File plugins = folder.toFile();
    return new DatabaseSettings.Server(
        DatabaseEngine.MYSQL,
        given.url().replace("jdbc:mariadb:", "jdbc:mysql:"),
        given.credentials(),
        given.poolSize(),
        plugins);
  }
}
