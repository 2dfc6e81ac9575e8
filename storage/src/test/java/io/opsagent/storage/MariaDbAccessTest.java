package io.opsagent.storage;

import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.testkit.MariaDbServer;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbAccessTest extends AccessContract {
  @RegisterExtension
  static final EmptyServerDatabase DATABASE =
      new EmptyServerDatabase(
          MariaDbServer.instance(),
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
