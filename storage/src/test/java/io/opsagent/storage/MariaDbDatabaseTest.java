package io.opsagent.storage;

import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.testkit.RealServer;

class MariaDbDatabaseTest extends ServerDatabaseContract {
  @Override
  RealServer server() {
    return MariaDbServer.instance();
  }

  @Override
  String denied(String user) {
    return "Access denied for user '" + user + "'@'localhost'";
  }

  @Override
  void killConnections(String database) throws Exception {
    server()
        .execute(
            "mysql",
            "CREATE OR REPLACE PROCEDURE kill_all() BEGIN FOR c IN (SELECT id FROM"
                + " information_schema.processlist WHERE db = '"
                + database
                + "') DO KILL c.id; END FOR; END",
            "CALL kill_all()");
  }

  @Override
  String revokeOne(String database, String user) throws Exception {
    server().execute(database, "REVOKE INDEX ON " + database + ".* FROM " + user + "@localhost");
    return "INDEX";
  }
}
