package io.opsagent.storage;

import io.opsagent.storage.workers.WorkerRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2WorkerTest extends WorkerContract {
  @RegisterExtension final FreshH2Database fresh = new FreshH2Database();

  @Override
  WorkerRepository repository() {
    return fresh.database().workers();
  }
}
