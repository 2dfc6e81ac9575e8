package io.opsagent.storage;

import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.testkit.RealServer;

class MariaDbServiceLogRepositoryTest extends ServerServiceLogRepositoryContract {
  @Override
  RealServer server() {
    return MariaDbServer.instance();
  }
}
