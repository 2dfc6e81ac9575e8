package io.opsagent.storage;

import io.opsagent.storage.testkit.PostgresServer;
import io.opsagent.storage.testkit.RealServer;

class PostgresServiceLogRepositoryTest extends ServerServiceLogRepositoryContract {
  @Override
  RealServer server() {
    return PostgresServer.instance();
  }
}
