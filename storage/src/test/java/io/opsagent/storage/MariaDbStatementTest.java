package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.MariaDbServer;

class MariaDbStatementTest extends StatementContract {

  @Override
  DatabaseAccess open() throws Exception {
    MariaDbServer server = MariaDbServer.instance();
    return new ServerDatabase(
        server.settings(server.newDatabase()),
        SchemaMigration.ALL,
        line -> {},
        ServerDatabase.Pauses.USUAL);
  }
}
