package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.PostgresServer;

class PostgresStatementTest extends StatementContract {

  @Override
  DatabaseAccess open() throws Exception {
    PostgresServer server = PostgresServer.instance();
    return new ServerDatabase(
        server.settings(server.newDatabase()),
        SchemaMigration.ALL,
        line -> {},
        ServerDatabase.Pauses.USUAL);
  }
}
