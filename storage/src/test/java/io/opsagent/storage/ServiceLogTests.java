package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.ServiceLogOrder.Column;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** An empty repository for each test, and short words for what tests do with it. */
abstract class ServiceLogTests {
  static final ServiceLogOrder OLDEST_FIRST = new ServiceLogOrder(Column.TIME, false);
  static final ServiceLogOrder NEWEST_FIRST = new ServiceLogOrder(Column.TIME, true);

  private @Nullable ServiceLogRepository repository;

  /** A repository without any row; called before each test. */
  abstract ServiceLogRepository emptyRepository() throws Exception;

  @BeforeEach
  final void begin_with_an_empty_repository() throws Exception {
    repository = emptyRepository();
  }

  final ServiceLogRepository repository() {
    if (repository == null) {
      throw new IllegalStateException("no test is running");
    }
    return repository;
  }

  void insert(ServiceLog... logs) {
    repository().insert(List.of(logs));
  }

  List<ServiceLog> list(ServiceLogFilter filter, ServiceLogOrder... order) {
    return repository().list(filter, List.of(order), 0, 2_000);
  }

  List<String> paths(Consumer<ServiceLogFilters> filter) {
    return list(ServiceLogFilters.filter(filter), OLDEST_FIRST).stream()
        .map(ServiceLog::path)
        .toList();
  }

  long count(Consumer<ServiceLogFilters> filter) {
    return repository().count(ServiceLogFilters.filter(filter));
  }

  ServiceLog only() {
    List<ServiceLog> all = list(ServiceLogFilters.all(), OLDEST_FIRST);
    assertThat(all).hasSize(1);
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(1);
    return all.get(0);
  }

  static ServiceLog path(String path) {
    return path(path, unchanged -> {});
  }

  static ServiceLog path(String path, Consumer<ServiceLogs> change) {
    return ServiceLogs.log(
        row -> {
          row.path = path;
          change.accept(row);
        });
  }

  static void numbers(ServiceLogs row, int n) {
    row.time = ServiceLogs.TIME.plusSeconds(n);
    row.durationMicros = n;
    row.inTraffic = n;
    row.outTraffic = n;
    row.length = (long) n;
  }

  /** A JSON string of exactly so many bytes. */
  static String json(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  /** The one thing that the repository cannot mend. */
  @SuppressWarnings("NullAway")
  static ServiceLog withoutRequestId() {
    return ServiceLogs.log(row -> row.requestId = null);
  }
}
