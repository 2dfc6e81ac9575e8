package io.opsagent.storage;

import io.opsagent.storage.series.EndpointSeriesRepository;
import io.opsagent.storage.testkit.PostgresServer;
import java.time.Clock;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresEndpointSeriesTest extends EndpointSeriesContract {
  @RegisterExtension
  static final EmptyServerDatabase DATABASE =
      new EmptyServerDatabase(PostgresServer.instance(), "endpoint_series");

  @Override
  EndpointSeriesRepository repository() {
    return new JdbiEndpointSeriesRepository(DATABASE.access(), Clock.systemUTC());
  }
}
