package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a batch of service logs becomes: rows, all or none. */
abstract class ServiceLogStoringTests extends ServiceLogTests {

  @Test
  void a_row_with_every_member_comes_back_as_it_was() {
    ServiceLog log =
        ServiceLogs.log(
            with -> {
              with.nodeId = "node-7";
              with.requestType = "application/json";
              with.requestHeadersJson = "{\"host\":\"shop.example\"}";
              with.responseHeadersJson = "{\"vary\":\"origin\"}";
              with.dataJson = "{\"amount\":3}";
              with.resultJson = "[1,2,{\"a\":null}]";
              with.traceJson = "[{\"name\":\"ERROR\",\"init\":40,\"msg\":0}]";
              with.messagesJson =
                  "[\"java.lang.IllegalStateException: no\\n\\tat a.B.c(B.java:7)\"]";
              with.detailsJson = "{\"cause\":\"timeout\"}";
              with.exceptionType = "java.lang.IllegalStateException";
              with.isVolatile = false;
            });
    insert(log);
    ServiceLog stored = only();
    assertThat(stored).isEqualTo(ServiceLogs.withId(log, stored.id()));
    assertThat(repository().find("shop", stored.id())).contains(stored);
  }

  @Test
  void a_row_with_nothing_that_can_be_absent_comes_back_as_it_was() {
    ServiceLog log =
        ServiceLogs.log(
            without -> {
              without.route = null;
              without.endpointIdent = null;
              without.endpointRef = null;
              without.status = null;
              without.length = null;
              without.userId = null;
              without.responseType = null;
              without.userAgentJson = null;
              without.isPublic = false;
            });
    insert(log);
    assertThat(only()).isEqualTo(ServiceLogs.withId(log, only().id()));
  }

  @Test
  void times_are_kept_to_the_microsecond_and_before_1970_too() {
    Instant early = Instant.parse("1969-12-31T23:59:59.000001Z");
    insert(ServiceLogs.log(at -> at.time = early));
    assertThat(only().time()).isEqualTo(early);
  }

  @Test
  void nanoseconds_are_cut_and_the_row_is_found_at_its_exact_time() {
    Instant exact = Instant.parse("2026-03-01T10:00:00.123456789Z");
    insert(ServiceLogs.log(at -> at.time = exact));
    assertThat(only().time()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
    assertThat(
            repository()
                .count(
                    ServiceLogFilters.filter(
                        f -> {
                          f.timeGte = exact;
                          f.timeLte = exact;
                        })))
        .isEqualTo(1);
  }

  @Test
  void the_largest_numbers_are_kept() {
    ServiceLog log =
        ServiceLogs.log(
            huge -> {
              huge.durationMicros = Long.MAX_VALUE;
              huge.length = Long.MAX_VALUE;
              huge.inTraffic = Long.MAX_VALUE;
              huge.outTraffic = Long.MAX_VALUE;
            });
    insert(log);
    assertThat(only()).isEqualTo(ServiceLogs.withId(log, only().id()));
  }

  @Test
  void ids_increase_in_the_order_of_insertion_and_the_given_id_is_ignored() {
    List<ServiceLog> batch = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      String requestId = "req-" + i;
      batch.add(ServiceLogs.withId(ServiceLogs.log(row -> row.requestId = requestId), 7));
    }
    repository().insert(batch);
    insert(ServiceLogs.log(last -> last.requestId = "req-1200"));
    List<ServiceLog> stored = list(ServiceLogFilters.all(), OLDEST_FIRST);
    assertThat(stored).extracting(ServiceLog::id).isSorted().doesNotHaveDuplicates();
    assertThat(stored)
        .extracting(ServiceLog::requestId)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 1_200).mapToObj(i -> "req-" + i).toList());
  }

  @Test
  void an_empty_batch_changes_nothing() {
    repository().insert(List.of());
    assertThat(repository().count(ServiceLogFilters.all())).isZero();
  }

  @Test
  void a_batch_with_one_bad_row_leaves_no_row_behind() {
    List<ServiceLog> batch =
        new ArrayList<>(IntStream.range(0, 1_000).mapToObj(i -> ServiceLogs.log()).toList());
    batch.add(withoutRequestId());
    assertThatThrownBy(() -> repository().insert(batch)).isInstanceOf(StorageException.class);
    assertThat(repository().count(ServiceLogFilters.all())).isZero();
  }

  @Test
  void after_a_bad_batch_the_next_one_is_stored() {
    assertThatThrownBy(() -> insert(withoutRequestId())).isInstanceOf(StorageException.class);
    insert(ServiceLogs.log());
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(1);
  }

  @Test
  void the_message_of_a_failure_quotes_no_row() {
    ServiceLog bad = ServiceLogs.withId(withoutRequestId(), 0);
    assertThatThrownBy(() -> insert(bad))
        .isInstanceOf(StorageException.class)
        .message()
        .doesNotContain("203.0.113.9", "INSERT", "/api/order/9");
  }

  @Test
  void batches_of_several_threads_are_all_stored() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> batches = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String user = "user-" + i;
        List<ServiceLog> batch =
            IntStream.range(0, 50).mapToObj(n -> ServiceLogs.log(by -> by.userId = user)).toList();
        batches.add(threads.submit(() -> repository().insert(batch)));
      }
      for (Future<?> batch : batches) {
        batch.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(1_000);
    assertThat(count(f -> f.userId = "user-19")).isEqualTo(50);
  }
}
