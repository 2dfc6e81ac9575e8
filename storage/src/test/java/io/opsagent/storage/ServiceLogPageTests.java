package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsagent.storage.ServiceLogOrder.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order and portions rows are listed. */
abstract class ServiceLogPageTests extends ServiceLogTests {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void rows_can_be_ordered_by_each_column_in_both_directions() {
    insert(
        path("/mid", r -> numbers(r, 2)),
        path("/low", r -> numbers(r, 1)),
        path("/high", r -> numbers(r, 3)));
    for (Column column : Column.values()) {
      assertThat(list(ServiceLogFilters.all(), new ServiceLogOrder(column, false)))
          .as("%s, smallest first", column)
          .extracting(ServiceLog::path)
          .containsExactly("/low", "/mid", "/high");
      assertThat(list(ServiceLogFilters.all(), new ServiceLogOrder(column, true)))
          .as("%s, largest first", column)
          .extracting(ServiceLog::path)
          .containsExactly("/high", "/mid", "/low");
    }
  }

  @Test
  void rows_are_ordered_by_time_under_every_filter_that_has_an_index() {
    insert(
        path("/2", r -> r.time = ServiceLogs.TIME.plusSeconds(1)),
        path("/1"),
        path("/3", r -> r.time = ServiceLogs.TIME.plusSeconds(2)));
    for (Consumer<ServiceLogFilters> filter :
        List.<Consumer<ServiceLogFilters>>of(
            f -> f.level = "INFO",
            f -> f.endpointIdent = "order_get",
            f -> f.userId = "42",
            f -> f.requestId = "req-1")) {
      assertThat(list(ServiceLogFilters.filter(filter), NEWEST_FIRST))
          .extracting(ServiceLog::path)
          .containsExactly("/3", "/2", "/1");
      assertThat(paths(filter)).containsExactly("/1", "/2", "/3");
    }
  }

  @Test
  void a_second_term_orders_what_the_first_leaves_equal() {
    insert(
        path("/a", r -> r.durationMicros = 5),
        path("/b", r -> r.durationMicros = 9),
        path("/c", r -> r.time = ServiceLogs.TIME.minusSeconds(1)));
    assertThat(
            list(ServiceLogFilters.all(), NEWEST_FIRST, new ServiceLogOrder(Column.DURATION, true)))
        .extracting(ServiceLog::path)
        .containsExactly("/b", "/a", "/c");
  }

  @Test
  void ties_are_broken_by_id_in_the_direction_of_the_first_term() {
    insert(path("/first"), path("/second"), path("/third"));
    assertThat(list(ServiceLogFilters.all(), OLDEST_FIRST))
        .extracting(ServiceLog::path)
        .containsExactly("/first", "/second", "/third");
    assertThat(list(ServiceLogFilters.all(), NEWEST_FIRST))
        .extracting(ServiceLog::path)
        .containsExactly("/third", "/second", "/first");
    assertThat(
            list(ServiceLogFilters.all(), new ServiceLogOrder(Column.DURATION, true), OLDEST_FIRST))
        .extracting(ServiceLog::path)
        .containsExactly("/third", "/second", "/first");
  }

  @Test
  void an_unknown_length_is_smaller_than_every_known_one() {
    insert(path("/0", r -> r.length = 0L), path("/none", r -> r.length = null));
    assertThat(list(ServiceLogFilters.all(), new ServiceLogOrder(Column.LENGTH, false)))
        .extracting(ServiceLog::path)
        .containsExactly("/none", "/0");
    assertThat(list(ServiceLogFilters.all(), new ServiceLogOrder(Column.LENGTH, true)))
        .extracting(ServiceLog::path)
        .containsExactly("/0", "/none");
  }

  @Test
  void pages_follow_each_other_without_gap_or_overlap_when_all_times_are_equal() {
    for (int i = 0; i < 25; i++) {
      insert(path("/" + i));
    }
    List<String> seen = new ArrayList<>();
    for (int offset = 0; offset < 25; offset += 10) {
      repository()
          .list(ServiceLogFilters.all(), List.of(OLDEST_FIRST), offset, 10)
          .forEach(log -> seen.add(log.path()));
    }
    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> "/" + i).toList());
  }

  @Test
  void a_page_behind_the_last_row_is_empty() {
    insert(ServiceLogs.log());
    assertThat(repository().list(ServiceLogFilters.all(), List.of(OLDEST_FIRST), 1, 10)).isEmpty();
    assertThat(repository().list(ServiceLogFilters.all(), List.of(OLDEST_FIRST), 1L << 40, 10))
        .isEmpty();
  }

  @Test
  void a_page_larger_than_one_statement_reads_keeps_its_order() {
    repository().insert(IntStream.range(0, 1_300).mapToObj(i -> path("/" + i)).toList());
    List<ServiceLog> page =
        repository().list(ServiceLogFilters.all(), List.of(NEWEST_FIRST), 0, Integer.MAX_VALUE);
    assertThat(page).hasSize(1_300);
    assertThat(page.get(0).path()).isEqualTo("/1299");
    assertThat(page).extracting(ServiceLog::id).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void impossible_pages_are_refused() {
    ServiceLogFilter all = ServiceLogFilters.all();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository().list(all, List.of(), 0, 10))
        .withMessageContaining("order");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository().list(all, List.of(OLDEST_FIRST), -1, 10))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> repository().list(all, List.of(OLDEST_FIRST), 0, 0))
        .withMessageContaining("limit");
  }

  @Test
  void pages_by_key_follow_each_other_under_every_filter_and_in_both_directions() {
    repository()
        .insert(
            IntStream.range(0, 300)
                .mapToObj(
                    i ->
                        path(
                            "/" + i,
                            r -> {
                              // Three rows at a time, and two of each five are not asked for.
                              r.time = ServiceLogs.TIME.plusSeconds(i / 3);
                              boolean wanted = i % 5 > 1;
                              r.level = wanted ? "WARN" : "INFO";
                              r.status = wanted ? 404 : 200;
                              r.method = wanted ? "POST" : "GET";
                              r.endpointIdent = wanted ? "e" + i % 7 : null;
                              r.ip = wanted ? "203.0.113.9" : "203.0.113.8";
                              r.userId = wanted ? "42" : null;
                              r.requestId = wanted ? "wanted" : "other";
                              r.instanceId = wanted ? 3L : 4L;
                            }))
                .toList());
    List<String> wanted =
        IntStream.range(0, 300).filter(i -> i % 5 > 1).mapToObj(i -> "/" + i).toList();
    for (Consumer<ServiceLogFilters> filter :
        List.<Consumer<ServiceLogFilters>>of(
            f -> f.level = "WARN",
            f -> f.status = 404,
            f -> f.method = "post",
            f -> f.ip = "203.0.113.9",
            f -> f.userId = "42",
            f -> f.requestId = "wanted",
            f -> f.instanceId = 3L,
            f -> {
              f.instanceId = 3L;
              f.userId = "42";
              f.ip = "203.0.113.9";
              f.status = 404;
              f.pathStartsWith = "/";
            })) {
      assertThat(byKey(ServiceLogFilters.filter(filter), false)).isEqualTo(wanted);
      List<String> newest = new ArrayList<>(byKey(ServiceLogFilters.filter(filter), true));
      Collections.reverse(newest);
      assertThat(newest).isEqualTo(wanted);
    }
  }

  private List<String> byKey(ServiceLogFilter filter, boolean newestFirst) {
    List<String> seen = new ArrayList<>();
    ServiceLogKey after =
        newestFirst
            ? new ServiceLogKey(Long.MAX_VALUE, Long.MAX_VALUE)
            : new ServiceLogKey(Long.MIN_VALUE, 0);
    while (true) {
      ServiceLogPage page = repository().pageAfter(filter, newestFirst, after, 37, LONG);
      assertThat(page.isComplete()).isTrue();
      page.rows().forEach(row -> seen.add(row.path()));
      if (page.rows().size() < 37) {
        return seen;
      }
      after = ServiceLogKey.of(page.rows().get(36));
    }
  }

  @Test
  void a_search_whose_time_is_over_says_so_and_does_not_fail() {
    insert(path("/1"), path("/2"));
    ServiceLogFilter all = ServiceLogFilters.all();
    ServiceLogPage page = repository().page(all, List.of(NEWEST_FIRST), 0, 10, Duration.ZERO);
    assertThat(page.isComplete()).isFalse();
    assertThat(page.rows()).isEmpty();
    ServiceLogOrder slowest = new ServiceLogOrder(Column.DURATION, true);
    assertThat(repository().page(all, List.of(slowest), 0, 10, Duration.ZERO).isComplete())
        .isFalse();
    assertThat(repository().count(all, 10, Duration.ZERO)).isEqualTo(new ServiceLogCount(0, false));
    assertThat(repository().page(all, List.of(slowest), 0, 10, LONG).rows()).hasSize(2);
  }

  @Test
  void the_count_is_exact_up_to_its_limit_and_a_lower_bound_beyond() {
    repository().insert(IntStream.range(0, 130).mapToObj(i -> path("/" + i)).toList());
    ServiceLogFilter all = ServiceLogFilters.all();
    assertThat(repository().count(all, 129, LONG)).isEqualTo(new ServiceLogCount(129, false));
    assertThat(repository().count(all, 130, LONG)).isEqualTo(new ServiceLogCount(130, true));
    ServiceLogFilter of = ServiceLogFilters.filter(f -> f.level = "INFO");
    assertThat(repository().count(of, 50, LONG)).isEqualTo(new ServiceLogCount(50, false));
    assertThat(repository().count(of, 500, LONG)).isEqualTo(new ServiceLogCount(130, true));
  }

  @Test
  void odd_methods_and_statuses_are_found_like_others() {
    insert(
        path("/odd", r -> r.method = "BREW"),
        path("/teapot", r -> r.status = 999),
        path("/none", r -> r.status = null),
        path("/usual"));
    assertThat(paths(f -> f.method = "brew")).containsExactly("/odd");
    assertThat(paths(f -> f.status = 999)).containsExactly("/teapot");
    assertThat(paths(f -> f.statusGte = 500)).containsExactly("/teapot");
    assertThat(paths(f -> f.status = 200)).containsExactly("/odd", "/usual");
    assertThat(paths(f -> f.level = "INFO")).containsExactly("/odd", "/teapot", "/none", "/usual");
    assertThat(count(f -> f.endpointIdent = "order_get")).isEqualTo(4);
  }

  @Test
  void rows_of_another_service_are_not_found_by_what_they_have_in_common() {
    insert(
        path("/mine", r -> r.instanceId = 5L),
        path(
            "/other",
            r -> {
              r.service = "other";
              r.method = "BREW";
            }));
    for (Consumer<ServiceLogFilters> filter :
        List.<Consumer<ServiceLogFilters>>of(
            f -> f.level = "INFO",
            f -> f.userId = "42",
            f -> f.ip = "203.0.113.9",
            f -> f.requestId = "req-1",
            f -> f.instanceId = 5L)) {
      assertThat(paths(filter)).containsExactly("/mine");
    }
  }

  @Test
  void the_count_knows_no_pages() {
    repository().insert(IntStream.range(0, 130).mapToObj(i -> path("/" + i % 2)).toList());
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(130);
    assertThat(count(f -> f.path = "/1")).isEqualTo(65);
    assertThat(count(f -> f.path = "/2")).isZero();
  }
}
