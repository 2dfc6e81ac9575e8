package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsagent.storage.ServiceLogOrder.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order and portions rows are listed. */
abstract class ServiceLogPageTests extends ServiceLogTests {

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
  void the_count_knows_no_pages() {
    repository().insert(IntStream.range(0, 130).mapToObj(i -> path("/" + i % 2)).toList());
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(130);
    assertThat(count(f -> f.path = "/1")).isEqualTo(65);
    assertThat(count(f -> f.path = "/2")).isZero();
  }
}
