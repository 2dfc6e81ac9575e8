package io.opsagent.storage;

import io.opsagent.storage.access.AccessRepositories;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2AccessTest extends AccessContract {
  @RegisterExtension final FreshH2Database fresh = new FreshH2Database();

  @Override
  AccessRepositories repositories() {
    return fresh.database().access();
  }

  @Override
  ServiceLogRepository serviceLogs() {
    return fresh.database().serviceLogs();
  }
}
