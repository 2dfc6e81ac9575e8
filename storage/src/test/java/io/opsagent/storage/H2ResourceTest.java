package io.opsagent.storage;

import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.views.SavedViewRepository;
import io.opsagent.storage.workers.WorkerRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2ResourceTest extends ResourceContract {
  @RegisterExtension final FreshH2Database fresh = new FreshH2Database();

  @Override
  WorkerRepository workers() {
    return fresh.database().workers();
  }

  @Override
  ResourceRepository resources() {
    return fresh.database().resources();
  }

  @Override
  SavedViewRepository views() {
    return fresh.database().views();
  }
}
