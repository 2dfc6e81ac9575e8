package io.opsagent.server.testkit;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogDeletion;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** What tests of writing have of a repository: nobody reads, and whoever does fails. */
public abstract class WriteOnlyServiceLogs implements ServiceLogRepository {
  private static AssertionError unexpected() {
    return new AssertionError("nobody reads");
  }

  @Override
  public Optional<ServiceLog> find(String service, long id) {
    throw unexpected();
  }

  @Override
  public ServiceLogPage page(
      ServiceLogFilter filter,
      List<ServiceLogOrder> order,
      long offset,
      int limit,
      Duration maxTime) {
    throw unexpected();
  }

  @Override
  public ServiceLogPage pageAfter(
      ServiceLogFilter filter,
      boolean newestFirst,
      ServiceLogKey after,
      int limit,
      Duration maxTime) {
    throw unexpected();
  }

  @Override
  public ServiceLogCount count(ServiceLogFilter filter, long max, Duration maxTime) {
    throw unexpected();
  }

  @Override
  public ServiceLogScan scan(
      ServiceLogFilter filter, int maxRows, Duration maxTime, Consumer<ServiceLogFacts> facts) {
    throw unexpected();
  }

  @Override
  public Optional<ServiceLogScan> tally(
      ServiceLogFilter filter,
      Duration step,
      Duration maxTime,
      ObjLongConsumer<ServiceLogFacts> counts) {
    throw unexpected();
  }

  @Override
  public ServiceLogDeletion delete(ServiceLogFilter filter, Duration maxTime) {
    throw unexpected();
  }
}
