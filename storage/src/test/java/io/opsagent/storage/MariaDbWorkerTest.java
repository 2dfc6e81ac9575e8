package io.opsagent.storage;

import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.workers.WorkerRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbWorkerTest extends WorkerContract {
  @RegisterExtension
  static final EmptyServerDatabase DATABASE =
      new EmptyServerDatabase(MariaDbServer.instance(), "ops_worker", "ops_instance", "ops_server");

  @Override
  WorkerRepository repository() {
    return new JdbiWorkerRepository(DATABASE.access());
  }
}
