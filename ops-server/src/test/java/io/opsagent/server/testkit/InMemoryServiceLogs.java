package io.opsagent.server.testkit;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.ServiceLogCount;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository's contract on a list, until a test wants the database. */
public class InMemoryServiceLogs implements ServiceLogRepository {
  private final List<ServiceLog> rows = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private boolean tooLong;

  /** From now on every call fails with this. */
  public synchronized void failWith(RuntimeException e) {
    failure = e;
  }

  @Override
  public synchronized void insert(List<ServiceLog> logs) {
    for (ServiceLog log : logs) {
      rows.add(LogRow.copyOf(log).id(rows.size() + 1L).build());
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

  private Stream<ServiceLog> matching(ServiceLogFilter f) {
    checkFailure();
    return rows.stream()
        .filter(r -> r.service().equals(f.service()))
        .filter(r -> holds(f.level(), r.level(), String::equalsIgnoreCase))
        .filter(r -> holds(f.status(), r.status(), Integer::equals))
        .filter(r -> holds(f.statusGte(), r.status(), (want, is) -> is >= want))
        .filter(r -> holds(f.statusLte(), r.status(), (want, is) -> is <= want))
        .filter(r -> holds(f.method(), r.method(), String::equalsIgnoreCase))
        .filter(r -> holds(f.endpointIdent(), r.endpointIdent(), String::equals))
        .filter(
            r ->
                holds(f.endpointLike(), r.path(), InMemoryServiceLogs::contains)
                    || holds(f.endpointLike(), r.endpointIdent(), InMemoryServiceLogs::contains)
                    || holds(f.endpointLike(), r.endpointRef(), InMemoryServiceLogs::contains))
        .filter(r -> holds(f.ip(), r.ip(), String::equals))
        .filter(r -> holds(f.userId(), r.userId(), String::equals))
        .filter(r -> holds(f.requestType(), r.requestType(), String::equals))
        .filter(r -> holds(f.responseType(), r.responseType(), String::equals))
        .filter(r -> holds(f.isPublic(), r.isPublic(), Boolean::equals))
        .filter(r -> holds(f.timeGte(), r.time(), (want, is) -> !is.isBefore(want)))
        .filter(r -> holds(f.timeLte(), r.time(), (want, is) -> !is.isAfter(want)))
        .filter(r -> holds(f.path(), r.path(), String::equals))
        .filter(r -> holds(f.pathContains(), r.path(), (want, is) -> is.contains(want)))
        .filter(r -> holds(f.pathStartsWith(), r.path(), (want, is) -> is.startsWith(want)))
        .filter(r -> holds(f.pathEndsWith(), r.path(), (want, is) -> is.endsWith(want)))
        .filter(r -> holds(f.requestId(), r.requestId(), String::equals))
        .filter(r -> holds(f.instanceId(), r.instanceId(), Long::equals));
  }

  private static <T> boolean holds(@Nullable T wanted, @Nullable T is, BiPredicate<T, T> test) {
    return wanted == null || (is != null && test.test(wanted, is));
  }

  private static boolean contains(String want, String is) {
    return is.toLowerCase(Locale.ROOT).contains(want.toLowerCase(Locale.ROOT));
  }
}
