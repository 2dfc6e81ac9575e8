package io.opsagent.storage;

import io.opsagent.storage.series.EndpointSeriesRepository;
import org.junit.jupiter.api.extension.RegisterExtension;

class H2EndpointSeriesTest extends EndpointSeriesContract {
  @RegisterExtension final FreshH2Database fresh = new FreshH2Database();

  @Override
  EndpointSeriesRepository repository() {
    return fresh.database().endpointSeries();
  }
}
