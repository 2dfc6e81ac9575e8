package io.opsagent.server.testkit;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogDeletion;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogMatch;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository's contract on a list, until a test wants the database. */
public class InMemoryServiceLogs implements ServiceLogRepository {
  private static final Instant START_OF_ALL = Instant.EPOCH;
  private final List<ServiceLog> rows = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private boolean tooLong;
  private long lastId;

  /** From now on every call fails with this. */
  public synchronized void failWith(RuntimeException e) {
    failure = e;
  }

  @Override
  public synchronized void insert(List<ServiceLog> logs) {
    for (ServiceLog log : logs) {
      rows.add(LogRow.copyOf(log).id(++lastId).build());
    }
  }

  @Override
  public synchronized Optional<ServiceLog> find(String service, long id) {
    checkFailure();
    return rows.stream().filter(r -> r.id() == id && r.service().equals(service)).findFirst();
  }

  /** From now on a search comes to the end of its time. */
  public synchronized void searchTooLong() {
    tooLong = true;
  }

  @Override
  public synchronized ServiceLogPage page(
      ServiceLogFilter filter,
      List<ServiceLogOrder> order,
      long offset,
      int limit,
      Duration maxTime) {
    return new ServiceLogPage(
        matching(filter).sorted(comparator(order)).skip(offset).limit(limit).toList(), !tooLong);
  }

  @Override
  public synchronized ServiceLogPage pageAfter(
      ServiceLogFilter filter,
      boolean newestFirst,
      ServiceLogKey after,
      int limit,
      Duration maxTime) {
    List<ServiceLog> behind =
        matching(filter)
            .sorted(
                comparator(List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, newestFirst))))
            .dropWhile(row -> !ServiceLogKey.of(row).equals(after))
            .skip(1)
            .limit(limit)
            .toList();
    return new ServiceLogPage(behind, !tooLong);
  }

  @Override
  public synchronized ServiceLogCount count(ServiceLogFilter filter, long max, Duration maxTime) {
    long count = matching(filter).count();
    return new ServiceLogCount(Math.min(max, count), count <= max);
  }

  @Override
  public synchronized ServiceLogScan scan(
      ServiceLogFilter filter, int maxRows, Duration maxTime, Consumer<ServiceLogFacts> facts) {
    List<ServiceLog> found =
        matching(filter)
            .sorted(comparator(List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true))))
            .toList();
    List<ServiceLog> some = found.subList(0, Math.min(maxRows, found.size()));
    some.forEach(row -> facts.accept(ServiceLogFacts.of(row)));
    return new ServiceLogScan(
        some.size(),
        !tooLong && some.size() == found.size(),
        some.isEmpty() ? null : some.get(some.size() - 1).time());
  }

  @Override
  public synchronized Optional<ServiceLogScan> tally(
      ServiceLogFilter filter,
      Duration step,
      Duration maxTime,
      ObjLongConsumer<ServiceLogFacts> counts) {
    List<ServiceLog> found = matching(filter).toList();
    found.forEach(row -> counts.accept(ServiceLogFacts.of(row), 1));
    return Optional.of(new ServiceLogScan(found.size(), !tooLong, START_OF_ALL));
  }

  @Override
  public synchronized ServiceLogDeletion delete(ServiceLogFilter filter, Duration maxTime) {
    List<ServiceLog> found = matching(filter).toList();
    rows.removeAll(found);
    return new ServiceLogDeletion(found.size(), !tooLong);
  }

  private void checkFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private static Comparator<ServiceLog> comparator(List<ServiceLogOrder> order) {
    Comparator<ServiceLog> byId = Comparator.comparing(ServiceLog::id);
    Comparator<ServiceLog> all = order.get(0).descending() ? byId.reversed() : byId;
    for (int i = order.size() - 1; i >= 0; i--) {
      ServiceLogOrder term = order.get(i);
      Comparator<ServiceLog> one =
          switch (term.column()) {
            case TIME -> Comparator.comparing(ServiceLog::time);
            case DURATION -> Comparator.comparing(ServiceLog::durationMicros);
            case IN_TRAFFIC -> Comparator.comparing(ServiceLog::inTraffic);
            case OUT_TRAFFIC -> Comparator.comparing(ServiceLog::outTraffic);
            case LENGTH -> Comparator.comparing(r -> r.length() == null ? 0 : r.length());
          };
      all = (term.descending() ? one.reversed() : one).thenComparing(all);
    }
    return all;
  }

  private Stream<ServiceLog> matching(ServiceLogFilter filter) {
    checkFailure();
    return rows.stream().filter(new ServiceLogMatch(filter));
  }
}
