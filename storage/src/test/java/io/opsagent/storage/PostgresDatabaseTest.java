package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.testkit.PostgresServer;
import io.opsagent.storage.testkit.RealServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends ServerDatabaseContract {
  @Override
  RealServer server() {
    return PostgresServer.instance();
  }

  @Override
  String denied(String user) {
    return "Password authentication failed for user \"" + user + "\"";
  }

  @Override
  void killConnections(String database) throws Exception {
    server()
        .execute(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                + database
                + "'");
  }

  @Override
  String revokeOne(String database, String user) throws Exception {
    server().execute(database, "REVOKE CREATE ON SCHEMA public FROM " + user);
    return "CREATE";
  }

  @Test
  void a_database_that_cannot_store_all_characters_is_refused_in_one_line() throws Exception {
    server()
        .execute(
            "postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    List<String> notices = new ArrayList<>();
    try (ServerDatabase database =
        new ServerDatabase(
            server().settings("latin"),
            io.opsagent.storage.schema.SchemaMigration.ALL,
            notices::add,
            ServerDatabase.Pauses.USUAL)) {
      database.start();
    }
    assertThat(notices).singleElement().asString().contains("LATIN1", "must be UTF8");
  }
}
