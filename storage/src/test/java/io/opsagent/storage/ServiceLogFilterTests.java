package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which rows a filter lets pass. */
abstract class ServiceLogFilterTests extends ServiceLogTests {

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
}
