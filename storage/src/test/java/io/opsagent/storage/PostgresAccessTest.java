package io.opsagent.storage;

import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.testkit.PostgresServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAccessTest extends AccessContract {
  @RegisterExtension
  static final EmptyServerDatabase DATABASE =
      new EmptyServerDatabase(
          PostgresServer.instance(),
          "access_supervisor",
          "supervisor_token",
          "access_cutoff",
          "access_client",
          "access_user",
          "access_token",
          "audit_log");

  @Override
  AccessRepositories repositories() {
    return OperationsDatabase.accessOver(DATABASE.access());
  }

  @Override
  ServiceLogRepository serviceLogs() {
    return new JdbiServiceLogRepository(DATABASE.access());
  }
}
