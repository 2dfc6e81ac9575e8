package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.storage.ServiceLogOrder.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every engine's {@link ServiceLogRepository} must do. The test of an engine extends this
 * class and gives an empty repository for each test.
 */
abstract class ServiceLogRepositoryContract {
  private static final ServiceLogOrder OLDEST_FIRST = new ServiceLogOrder(Column.TIME, false);
  private static final ServiceLogOrder NEWEST_FIRST = new ServiceLogOrder(Column.TIME, true);

  private @Nullable ServiceLogRepository repository;

  /** A repository without any row; called before each test. */
  abstract ServiceLogRepository emptyRepository() throws Exception;

  @BeforeEach
  final void begin_with_an_empty_repository() throws Exception {
    repository = emptyRepository();
  }

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

  @Test
  void a_row_is_not_found_under_the_name_of_another_service() {
    insert(ServiceLogs.log(of -> of.service = "billing"));
    long id = list(ServiceLogFilters.filter(f -> f.service = "billing"), OLDEST_FIRST).get(0).id();
    assertThat(repository().find("billing", id)).isPresent();
    assertThat(repository().find("shop", id)).isEmpty();
    assertThat(repository().find("billing", id + 1)).isEmpty();
  }

  @Test
  void only_rows_of_the_asked_service_are_listed_and_counted() {
    insert(ServiceLogs.log(of -> of.service = "billing"), ServiceLogs.log());
    assertThat(only().service()).isEqualTo("shop");
  }

  @Test
  void the_level_filter_ignores_case() {
    insert(path("/a", r -> r.level = "WARN"), path("/b", r -> r.level = "ERROR"));
    assertThat(paths(f -> f.level = "warn")).containsExactly("/a");
    assertThat(paths(f -> f.level = "ERROR")).containsExactly("/b");
    assertThat(paths(f -> f.level = "DEBUG")).isEmpty();
  }

  @Test
  void the_status_filters_are_equal_at_least_and_at_most() {
    insert(
        path("/200", r -> r.status = 200),
        path("/404", r -> r.status = 404),
        path("/500", r -> r.status = 500),
        path("/none", r -> r.status = null));
    assertThat(paths(f -> f.status = 404)).containsExactly("/404");
    assertThat(paths(f -> f.statusGte = 404)).containsExactly("/404", "/500");
    assertThat(paths(f -> f.statusLte = 404)).containsExactly("/200", "/404");
    assertThat(
            paths(
                f -> {
                  f.statusGte = 201;
                  f.statusLte = 499;
                }))
        .containsExactly("/404");
  }

  @Test
  void the_method_filter_ignores_case_and_the_method_is_kept_as_it_was_sent() {
    insert(path("/a", r -> r.method = "Post"), path("/b", r -> r.method = "GET"));
    assertThat(paths(f -> f.method = "post")).containsExactly("/a");
    assertThat(list(ServiceLogFilters.filter(f -> f.method = "POST"), OLDEST_FIRST))
        .extracting(ServiceLog::method)
        .containsExactly("Post");
  }

  @Test
  void the_endpoint_filter_is_equal_and_does_not_ignore_case() {
    insert(
        path("/a", r -> r.endpointIdent = "order_get"),
        path("/b", r -> r.endpointIdent = "order_get_all"),
        path("/c", r -> r.endpointIdent = "ORDER_GET"),
        path("/d", r -> r.endpointIdent = null));
    assertThat(paths(f -> f.endpointIdent = "order_get")).containsExactly("/a");
  }

  @Test
  void the_endpoint_part_is_looked_for_in_ident_reference_and_path_ignoring_case() {
    Consumer<ServiceLogs> nothing =
        r -> {
          r.endpointIdent = null;
          r.endpointRef = null;
        };
    insert(
        path("/a", nothing.andThen(r -> r.endpointIdent = "Invoice_get")),
        path("/b", nothing.andThen(r -> r.endpointRef = "com.example.INVOICES.get")),
        path("/x/invoice/3", nothing),
        path("/d", nothing));
    assertThat(paths(f -> f.endpointLike = "inVoice")).containsExactly("/a", "/b", "/x/invoice/3");
  }

  @Test
  void address_user_and_media_types_are_compared_as_they_are() {
    insert(
        path("/a", r -> r.ip = "2001:db8::1"),
        path("/b", r -> r.userId = "Anna"),
        path("/c", r -> r.requestType = "text/xml"),
        path("/d", r -> r.responseType = "text/html"));
    assertThat(paths(f -> f.ip = "2001:db8::1")).containsExactly("/a");
    assertThat(paths(f -> f.userId = "Anna")).containsExactly("/b");
    assertThat(paths(f -> f.userId = "anna")).isEmpty();
    assertThat(paths(f -> f.requestType = "text/xml")).containsExactly("/c");
    assertThat(paths(f -> f.responseType = "text/html")).containsExactly("/d");
  }

  @Test
  void public_and_private_addresses_are_told_apart() {
    insert(path("/a", r -> r.isPublic = true), path("/b", r -> r.isPublic = false));
    assertThat(paths(f -> f.isPublic = true)).containsExactly("/a");
    assertThat(paths(f -> f.isPublic = false)).containsExactly("/b");
  }

  @Test
  void both_ends_of_a_time_span_belong_to_it() {
    insert(
        path("/1", r -> r.time = ServiceLogs.TIME),
        path("/2", r -> r.time = ServiceLogs.TIME.plusNanos(1_000)),
        path("/3", r -> r.time = ServiceLogs.TIME.plusNanos(2_000)));
    assertThat(paths(f -> f.timeGte = ServiceLogs.TIME.plusNanos(1_000)))
        .containsExactly("/2", "/3");
    assertThat(paths(f -> f.timeLte = ServiceLogs.TIME.plusNanos(1_000)))
        .containsExactly("/1", "/2");
  }

  @Test
  void a_time_span_without_end_holds_everything() {
    insert(ServiceLogs.log());
    assertThat(
            count(
                f -> {
                  f.timeGte = Instant.MIN;
                  f.timeLte = Instant.MAX;
                }))
        .isEqualTo(1);
  }

  @Test
  void a_path_is_found_whole_by_part_by_beginning_and_by_end() {
    insert(path("/api/order/9"), path("/api/order/91"), path("/v2/api/order/9"));
    assertThat(paths(f -> f.path = "/api/order/9")).containsExactly("/api/order/9");
    assertThat(paths(f -> f.pathStartsWith = "/api/order/9"))
        .containsExactly("/api/order/9", "/api/order/91");
    assertThat(paths(f -> f.pathEndsWith = "order/9"))
        .containsExactly("/api/order/9", "/v2/api/order/9");
    assertThat(paths(f -> f.pathContains = "/order/91")).containsExactly("/api/order/91");
  }

  @Test
  void paths_are_compared_with_case() {
    insert(path("/Api"), path("/api"));
    assertThat(paths(f -> f.path = "/Api")).containsExactly("/Api");
    assertThat(paths(f -> f.pathContains = "Ap")).containsExactly("/Api");
    assertThat(paths(f -> f.pathStartsWith = "/A")).containsExactly("/Api");
    assertThat(paths(f -> f.pathEndsWith = "Api")).containsExactly("/Api");
  }

  @Test
  void wildcards_and_escapes_in_a_filter_mean_themselves() {
    insert(path("/100%"), path("/100"), path("/a_b"), path("/axb"), path("/c!d"), path("/e\\f"));
    assertThat(paths(f -> f.pathContains = "0%")).containsExactly("/100%");
    assertThat(paths(f -> f.pathContains = "_")).containsExactly("/a_b");
    assertThat(paths(f -> f.pathStartsWith = "/c!")).containsExactly("/c!d");
    assertThat(paths(f -> f.pathEndsWith = "\\f")).containsExactly("/e\\f");
    assertThat(paths(f -> f.endpointLike = "_b")).containsExactly("/a_b");
    assertThat(paths(f -> f.pathContains = "%")).containsExactly("/100%");
  }

  @Test
  void quotes_and_sql_in_a_filter_mean_themselves() {
    String hostile = "x' OR '1'='1'; DROP TABLE service_log; --";
    insert(path("/a", r -> r.userId = hostile), path("/b"));
    assertThat(paths(f -> f.userId = hostile)).containsExactly("/a");
    assertThat(paths(f -> f.endpointLike = hostile)).isEmpty();
    assertThat(paths(f -> f.level = hostile)).isEmpty();
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(2);
  }

  @Test
  void a_request_is_found_by_its_id() {
    insert(path("/a", r -> r.requestId = "6f1c"), path("/b", r -> r.requestId = "6f1C"));
    assertThat(paths(f -> f.requestId = "6f1c")).containsExactly("/a");
  }

  @Test
  void all_filters_of_a_call_must_hold() {
    insert(
        path("/a", r -> r.status = 500),
        path("/b", r -> r.status = 500),
        path("/a", r -> r.status = 200));
    Consumer<ServiceLogFilters> both =
        f -> {
          f.path = "/a";
          f.status = 500;
        };
    assertThat(paths(both)).hasSize(1);
    assertThat(count(both)).isEqualTo(1);
  }

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

  @Test
  void characters_of_all_scripts_and_four_byte_characters_are_kept_and_found() {
    String path = "/größe/日本語/العربية/😀𝒳/e\u0301";
    insert(path(path, r -> r.userId = "😀"), path("/plain"));
    assertThat(paths(f -> f.path = path)).containsExactly(path);
    assertThat(paths(f -> f.pathContains = "本語")).containsExactly(path);
    assertThat(paths(f -> f.pathContains = "😀𝒳")).containsExactly(path);
    assertThat(paths(f -> f.userId = "😀")).containsExactly(path);
    assertThat(paths(f -> f.endpointLike = "GRÖSSE")).isEmpty();
    assertThat(paths(f -> f.endpointLike = "GRÖ")).containsExactly(path);
  }

  @Test
  void four_byte_characters_are_kept_in_json() {
    String json = "{\"text\":\"😀 \\u0000 日本\"}";
    insert(ServiceLogs.log(r -> r.resultJson = json));
    assertThat(only().resultJson()).isEqualTo(json);
  }

  @Test
  void a_nul_character_is_replaced_and_the_row_is_found_by_what_was_sent() {
    insert(path("/a\0b", r -> r.dataJson = "\"x\0y\""));
    assertThat(only().path()).isEqualTo("/a\uFFFDb");
    assertThat(only().dataJson()).isEqualTo("\"x\uFFFDy\"");
    assertThat(count(f -> f.path = "/a\0b")).isEqualTo(1);
    assertThat(count(f -> f.pathContains = "a\0b")).isEqualTo(1);
  }

  @Test
  void half_of_a_surrogate_pair_is_replaced() {
    insert(path("/a\uD83D"), path("/b\uDE00c"));
    assertThat(paths(f -> {})).containsExactly("/a\uFFFD", "/b\uFFFDc");
  }

  @Test
  void long_texts_are_cut_to_their_columns() {
    String text = "x".repeat(5_000);
    insert(
        ServiceLogs.log(
            r -> {
              r.service = text;
              r.nodeId = text;
              r.requestId = text;
              r.level = text;
              r.method = text;
              r.path = text;
              r.fullUrl = text;
              r.route = text;
              r.endpointIdent = text;
              r.endpointRef = text;
              r.ip = text;
              r.userId = text;
              r.requestType = text;
              r.responseType = text;
              r.exceptionType = text;
              r.threadName = text;
            }));
    List<ServiceLog> stored = list(ServiceLogFilters.filter(f -> f.service = text), OLDEST_FIRST);
    assertThat(stored).hasSize(1);
    ServiceLog log = stored.get(0);
    assertThat(log.path()).isEqualTo("x".repeat(2_000));
    assertThat(log.fullUrl()).hasSize(2_000);
    assertThat(log.service()).hasSize(100);
    assertThat(log.responseType()).hasSize(200);
    assertThat(repository().find(text, log.id())).contains(log);
  }

  @Test
  void a_cut_never_splits_a_character() {
    insert(path("/" + "😀".repeat(1_500)));
    assertThat(only().path()).isEqualTo("/" + "😀".repeat(999));
  }

  @Test
  void a_row_is_found_by_the_path_that_was_too_long_for_its_column() {
    String path = "/" + "x".repeat(3_000);
    insert(path(path));
    assertThat(count(f -> f.path = path)).isEqualTo(1);
    assertThat(count(f -> f.pathStartsWith = path)).isEqualTo(1);
  }

  @Test
  void headers_up_to_64_kilobytes_are_kept_and_longer_ones_are_left_out_whole() {
    String longest = json(64 * 1024);
    String tooLong = json(64 * 1024 + 1);
    insert(
        path(
            "/a",
            r -> {
              r.requestHeadersJson = longest;
              r.responseHeadersJson = tooLong;
              r.detailsJson = tooLong;
              r.queryJson = tooLong;
            }));
    ServiceLog log = only();
    assertThat(log.requestHeadersJson()).isEqualTo(longest);
    assertThat(log.responseHeadersJson()).isNull();
    assertThat(log.detailsJson()).isNull();
    assertThat(log.queryJson()).isEqualTo("{}");
  }

  @Test
  void the_limit_of_json_counts_bytes_and_not_characters() {
    insert(path("/a", r -> r.requestHeadersJson = "{\"a\":\"" + "é".repeat(33_000) + "\"}"));
    assertThat(only().requestHeadersJson()).isNull();
  }

  @Test
  void bodies_up_to_one_and_a_half_megabytes_are_kept_and_longer_ones_are_left_out_whole() {
    String longest = json(3 * 512 * 1024);
    insert(
        path(
            "/a",
            r -> {
              r.dataJson = longest;
              r.resultJson = json(3 * 512 * 1024 + 1);
            }));
    assertThat(only().dataJson()).isEqualTo(longest);
    assertThat(only().resultJson()).isNull();
  }

  @Test
  void a_trace_is_left_out_together_with_the_messages_that_it_points_to() {
    insert(
        ServiceLogs.log(
            r -> {
              r.traceJson = "[{\"name\":\"ERROR\",\"msg\":0}]";
              r.messagesJson = json(256 * 1024 + 1);
            }));
    assertThat(only().messagesJson()).isEqualTo("[]");
    assertThat(only().traceJson()).isEqualTo("[]");
  }

  private ServiceLogRepository repository() {
    if (repository == null) {
      throw new IllegalStateException("no test is running");
    }
    return repository;
  }

  private void insert(ServiceLog... logs) {
    repository().insert(List.of(logs));
  }

  private List<ServiceLog> list(ServiceLogFilter filter, ServiceLogOrder... order) {
    return repository().list(filter, List.of(order), 0, 2_000);
  }

  private List<String> paths(Consumer<ServiceLogFilters> filter) {
    return list(ServiceLogFilters.filter(filter), OLDEST_FIRST).stream()
        .map(ServiceLog::path)
        .toList();
  }

  private long count(Consumer<ServiceLogFilters> filter) {
    return repository().count(ServiceLogFilters.filter(filter));
  }

  private ServiceLog only() {
    List<ServiceLog> all = list(ServiceLogFilters.all(), OLDEST_FIRST);
    assertThat(all).hasSize(1);
    assertThat(repository().count(ServiceLogFilters.all())).isEqualTo(1);
    return all.get(0);
  }

  private static ServiceLog path(String path) {
    return path(path, unchanged -> {});
  }

  private static ServiceLog path(String path, Consumer<ServiceLogs> change) {
    return ServiceLogs.log(
        row -> {
          row.path = path;
          change.accept(row);
        });
  }

  private static void numbers(ServiceLogs row, int n) {
    row.time = ServiceLogs.TIME.plusSeconds(n);
    row.durationMicros = n;
    row.inTraffic = n;
    row.outTraffic = n;
    row.length = (long) n;
  }

  /** A JSON string of exactly so many bytes. */
  private static String json(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  /** The one thing that the repository cannot mend. */
  @SuppressWarnings("NullAway")
  private static ServiceLog withoutRequestId() {
    return ServiceLogs.log(row -> row.requestId = null);
  }
}
