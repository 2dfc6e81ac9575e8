package io.opsagent.storage;

import io.opsagent.storage.resources.ResourceRepository;
import io.opsagent.storage.testkit.MariaDbServer;
import io.opsagent.storage.views.SavedViewRepository;
import io.opsagent.storage.workers.WorkerRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbResourceTest extends ResourceContract {
  @RegisterExtension
  static final EmptyServerDatabase DATABASE =
      new EmptyServerDatabase(
          MariaDbServer.instance(),
          "ops_worker",
          "ops_instance",
          "ops_server",
          "ops_dependency",
          "saved_view");

  @Override
  WorkerRepository workers() {
    return new JdbiWorkerRepository(DATABASE.access());
  }

  @Override
  ResourceRepository resources() {
    return new JdbiResourceRepository(DATABASE.access());
  }

  @Override
  SavedViewRepository views() {
    return new JdbiSavedViewRepository(DATABASE.access());
  }
}
