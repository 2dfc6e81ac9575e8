package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.StorageException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /logs/service: conformance cases 66 to 69 (operations-api.md 1.12, 2.3 to 2.5). */
class LogListTest {
  private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
  private static RunningServer running;

  /** Rows 1 to 30, one second apart, row 1 the oldest; and one of another service. */
  @BeforeAll
  static void thirty_rows() {
    running = RunningServer.start();
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      rows.add(
          LogRow.row()
              .time(START.plusSeconds(i))
              .durationMicros((31L - i) * 1000)
              .level(i == 7 ? "ERROR" : i == 8 ? "WARN" : "INFO")
              .status(i == 7 ? 500 : i == 8 ? 404 : 200)
              .method(i <= 3 ? "POST" : "GET")
              .path(i == 5 ? "/api/Hello/World" : "/api/order/" + i)
              .endpointIdent(i == 6 ? "say_hello" : null)
              .endpointRef(i == 9 ? "com.shop.Orders.hello" : null)
              .ip(i == 10 ? "10.0.0.10" : "203.0.113.9")
              .isPublic(i != 10)
              .userId(i == 11 ? "42" : null)
              .requestType(i <= 3 ? "application/json" : null)
              .responseType(i == 12 ? "text/html" : "application/json")
              .inTraffic(i * 10L)
              .outTraffic(1000L - i)
              .length((long) i % 7)
              .requestId("req-" + i)
              .build());
    }
    rows.add(LogRow.row().service("other").build());
    running.store(rows.toArray(new ServiceLog[0]));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static List<Long> ids(String query) {
    Reply reply = running.get("/logs/service" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    for (JsonNode row : reply.result()) {
      ids.add(row.get("id").asLong());
    }
    return ids;
  }

  private static List<Long> from(long first, long last) {
    return first <= last
        ? LongStream.rangeClosed(first, last).boxed().toList()
        : LongStream.rangeClosed(last, first).map(i -> first + last - i).boxed().toList();
  }

  @Test
  void the_newest_twenty_come_first_and_count_is_the_total() {
    Reply reply = running.get("/logs/service");
    assertThat(ids("")).isEqualTo(from(30, 11));
    assertThat(reply.json().get("count").asLong()).isEqualTo(30);
    assertThat(reply.json().get("state").asInt()).isEqualTo(1);
  }

  @Test
  void a_row_has_exactly_the_documented_members() {
    JsonNode row = running.get("/logs/service?path=/api/order/1").result().get(0);
    assertThat(row.fieldNames())
        .toIterable()
        .containsExactly(
            "id",
            "service",
            "node_id",
            "instance_id",
            "endpoint_id",
            "endpoint_ident",
            "level",
            "time",
            "duration",
            "user_id",
            "ip",
            "scheme",
            "method",
            "status",
            "length",
            "path");
    assertThat(row.get("method").asText()).isEqualTo("post");
    assertThat(row.get("duration").isInt()).isTrue();
    assertThat(row.get("duration").asInt()).isEqualTo(30);
    assertThat(row.get("node_id").isNull()).isTrue();
  }

  @Test
  void times_are_float_seconds_with_microseconds_and_durations_are_cut_to_milliseconds() {
    try (RunningServer own = RunningServer.start()) {
      own.store(
          LogRow.row()
              .time(Instant.parse("2026-01-01T10:04:05.918465Z"))
              .durationMicros(6_999)
              .build(),
          LogRow.row().time(Instant.parse("2026-01-01T10:04:04Z")).build());
      String body = own.get("/logs/service").body();
      assertThat(body).contains("\"time\":1767261845.918465,\"duration\":6,");
      assertThat(body).contains("\"time\":1767261844.000000");
    }
  }

  @Test
  void pages_can_be_asked_for_by_page_or_by_offset_and_offset_wins() {
    assertThat(ids("?rows=2&page=2")).containsExactly(28L, 27L);
    assertThat(ids("?limit=2&page=1")).containsExactly(30L, 29L);
    assertThat(ids("?offset=3&page=2&rows=2")).containsExactly(27L, 26L);
    assertThat(ids("?rows=100&page=2")).isEmpty();
    assertThat(ids("?page=9223372036854775807")).isEmpty();
    assertThat(ids("?offset=9223372036854775807")).isEmpty();
    assertThat(ids("?offset=99999999999999999999999")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?rows=0", "?rows=", "?limit=0", "?rows=0&page=3"})
  void rows_zero_or_empty_gives_all(String query) {
    assertThat(ids(query)).isEqualTo(from(30, 1));
  }

  @Test
  void all_rows_means_at_most_ten_thousand_and_count_tells_of_the_others() {
    try (RunningServer own = RunningServer.start()) {
      List<ServiceLog> rows = new ArrayList<>();
      for (int i = 0; i < 10_100; i++) {
        rows.add(LogRow.row().time(START.plusMillis(i)).build());
      }
      own.store(rows.toArray(new ServiceLog[0]));
      Reply reply = own.get("/logs/service?rows=0");
      assertThat(reply.result()).hasSize(10_000);
      assertThat(reply.json().get("count").asLong()).isEqualTo(10_000);
      assertThat(reply.header("X-Count-Lower-Bound")).isEqualTo("10000");
      assertThat(reply.header("X-Result-Incomplete")).isEmpty();
      Reply rest = own.get("/logs/service?rows=0&offset=10000");
      assertThat(rest.result()).hasSize(100);
      assertThat(rest.json().get("count").asLong()).isEqualTo(10_100);
      String key = reply.header("X-Next-After");
      assertThat(own.get("/logs/service?rows=0&after=" + key).result()).hasSize(100);
    }
  }

  @Test
  void pages_by_key_follow_each_other_in_both_directions() {
    for (String order : List.of("-time", "time")) {
      List<Long> seen = new ArrayList<>();
      String after = "";
      for (int page = 0; page < 5; page++) {
        Reply reply = running.get("/logs/service?rows=7&order=" + order + "&after=" + after);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        reply.result().forEach(row -> seen.add(row.get("id").asLong()));
        assertThat(reply.json().get("count").asLong()).isEqualTo(30);
        after = reply.header("X-Next-After");
      }
      assertThat(seen).isEqualTo(order.equals("time") ? from(1, 30) : from(30, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=5",
        "after=a-b",
        "after=5-7-9",
        "after=99999999999999999999-1",
        "after=5-7&order=duration",
        "after=5-7&order=-time,duration",
        "after=5-7&page=2",
        "after=5-7&offset=0"
      })
  void a_key_that_cannot_be_used_is_refused(String query) {
    Reply reply = running.get("/logs/service?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.msg()).contains("['after']");
  }

  @Test
  void an_order_that_has_no_key_gives_none() {
    assertThat(running.get("/logs/service?order=duration").header("X-Next-After")).isEmpty();
    assertThat(running.get("/logs/service").header("X-Next-After")).matches("\\d+-11");
  }

  @Test
  void a_search_whose_time_is_over_says_so_and_gives_what_it_found() {
    try (RunningServer own = RunningServer.start()) {
      own.store(LogRow.row().path("/a/b").build());
      assertThat(own.get("/logs/service?path_contains=b").header("X-Result-Incomplete")).isEmpty();
      own.logs.searchTooLong();
      Reply reply = own.get("/logs/service?path_contains=b");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.result()).hasSize(1);
      assertThat(reply.header("X-Result-Incomplete")).isEqualTo("time");
      assertThat(reply.header("X-Count-Lower-Bound")).isEqualTo("1");
      assertThat(reply.json().get("count").asLong()).isEqualTo(1);
    }
  }

  @Test
  void rows_name_their_instance_and_can_be_asked_for_by_it() {
    try (RunningServer own = RunningServer.start()) {
      own.store(
          LogRow.row().path("/mine").worker(11, 3).build(),
          LogRow.row().path("/other").worker(12, 4).build(),
          LogRow.row().path("/unknown").build());
      JsonNode rows = own.get("/logs/service?instance=3").result();
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).get("instance_id").asLong()).isEqualTo(3);
      JsonNode detail = own.get("/logs?id=" + rows.get(0).get("id").asLong()).result();
      assertThat(detail.get("worker_id").asLong()).isEqualTo(11);
      assertThat(own.get("/logs/service?instance=of-another-node").result()).isEmpty();
      assertThat(own.get("/logs/service?path=/unknown").result().get(0).get("instance_id").isNull())
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows=101|parse item: ['rows'] failed: Constraint: <le>: 100 violated",
        "rows=-1|parse item: ['rows'] failed: Constraint: <ge>: 0 violated",
        "limit=101|parse item: ['limit'] failed: Constraint: <le>: 100 violated",
        "page=0|parse item: ['page'] failed: Constraint: <ge>: 1 violated",
        "offset=-1|parse item: ['offset'] failed: Constraint: <ge>: 0 violated",
        "status=abc|TypeError: parse item: ['status'] failed: invalid number: 'abc'",
        "status=|TypeError: parse item: ['status'] failed: invalid number: ''",
        "rows=1.5|TypeError: parse item: ['rows'] failed: invalid number: '1.5'",
      })
  void a_number_out_of_bounds_or_no_number_is_400_in_the_words_of_the_protocol(
      String query, String text) {
    Reply reply = running.get("/logs/service?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.msg()).isEqualTo("BadRequest: parse item: ['query'] failed: " + text);
    assertThat(reply.json().get("state").asInt()).isZero();
  }

  @Test
  void order_takes_every_column_both_ways_and_several_of_them() {
    assertThat(ids("?order=time&rows=2")).containsExactly(1L, 2L);
    assertThat(ids("?order=duration&rows=2")).containsExactly(30L, 29L);
    assertThat(ids("?order=-duration&rows=2")).containsExactly(1L, 2L);
    assertThat(ids("?order=in_traffic&rows=1")).containsExactly(1L);
    assertThat(ids("?order=out_traffic&rows=1")).containsExactly(30L);
    assertThat(ids("?order=-length,time&rows=3")).containsExactly(6L, 13L, 20L);
    assertThat(ids("?order=-length&order=-time&rows=2")).containsExactly(27L, 20L);
    assertThat(ids("?order[]=-length&order[]=-time&rows=2")).containsExactly(27L, 20L);
    assertThat(ids("?order=&rows=1")).containsExactly(30L);
  }

  @Test
  void an_unknown_order_is_400_and_names_the_known_ones() {
    Reply reply = running.get("/logs/service?order=nope");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.msg())
        .isEqualTo(
            "BadRequest: parse item: ['query'] failed: parse item: ['order'] failed: Constraint:"
                + " <enum>: ['time', '-time', 'duration', '-duration', 'in_traffic',"
                + " '-in_traffic', 'out_traffic', '-out_traffic', 'length', '-length'] violated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level=error|7",
        "level=ERROR|7",
        "level=nonsense|",
        "status=404|8",
        "status=%20404%20|8",
        "status_gte=404|8,7",
        "status_gte=404&status_lte=499|8",
        "status_gte=99999999999999|",
        "method=POST|3,2,1",
        "method=post|3,2,1",
        "endpoint_ident=say_hello|6",
        "endpoint_ident=SAY_HELLO|",
        "endpoint_like=HELLO|9,6,5",
        "ip=10.0.0.10|10",
        "ip=|",
        "user_id=42|11",
        "request_type=application/json|3,2,1",
        "request_type=application%2Fjson|3,2,1",
        "response_type=text/html|12",
        "public=false|10",
        "public=NO|10",
        "public=|10",
        "public=yes&rows=1|30",
        "path=/api/order/4|4",
        "path_contains=Hello|5",
        "path_startswith=/api/H|5",
        "path_endswith=World|5",
        "request_id=req-14|14",
        "level=info&level=error|7",
        "level[]=error|7",
        "nobody=knows&level=error|7",
        "instance=1|",
        "admin=true|",
        "admin=1|",
      })
  void every_filter_finds_what_it_should(String query, String expected) {
    List<Long> wanted =
        expected == null
            ? List.of()
            : List.of(expected.split(",")).stream().map(Long::valueOf).toList();
    assertThat(ids("?" + query)).isEqualTo(wanted);
  }

  @Test
  void without_admin_all_rows_are_shown_since_none_came_by_a_platform_token() {
    assertThat(ids("?rows=0")).hasSize(30);
    assertThat(ids("?rows=0&admin=false")).hasSize(30);
    assertThat(running.get("/logs/service?admin=true").json().get("count").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1767254428",
        "1767254428.0",
        "1767254428000",
        "1767254428000000",
        "1767254428000000000",
        "2026-01-01T08:00:28Z",
        "2026-01-01T08:00:28",
        "2026-01-01%2008:00:28",
        "2026-01-01T08:00:28.000000%2B00:00",
        "2026-01-01T10:00:28%2B02:00",
        "2026-01-01T10:00:28+02:00",
        "2026-01-01T03:00:28-0500",
        "Thu,%2001%20Jan%202026%2008:00:28%20GMT"
      })
  void every_form_of_a_time_means_the_same_and_is_inclusive(String time) {
    assertThat(ids("?time_gte=" + time)).containsExactly(30L, 29L, 28L);
    assertThat(ids("?time%3E%3D=" + time)).containsExactly(30L, 29L, 28L);
    assertThat(ids("?start=" + time)).containsExactly(30L, 29L, 28L);
    assertThat(ids("?order=time&rows=2&offset=26&time_lte=" + time)).containsExactly(27L, 28L);
    assertThat(ids("?order=time&rows=2&offset=26&time%3C%3D=" + time)).containsExactly(27L, 28L);
    assertThat(ids("?order=time&rows=2&offset=26&end=" + time)).containsExactly(27L, 28L);
  }

  @Test
  void a_time_filter_may_come_unencoded() {
    Reply reply =
        running.raw(
            "GET /ops/logs/service?time>=1767254428&rows=1 HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("count").asInt()).isEqualTo(3);
  }

  @Test
  void a_date_alone_begins_at_midnight() {
    assertThat(ids("?time_gte=2026-01-01&rows=0")).hasSize(30);
    assertThat(ids("?time_gte=2026-01-02")).isEmpty();
    assertThat(ids("?time_lte=2026-01-01")).isEmpty();
  }

  @Test
  void start_and_time_gte_must_both_hold() {
    assertThat(ids("?time_gte=1767254428&start=1767254430")).containsExactly(30L);
    assertThat(ids("?time_gte=1767254430&start=1767254428")).containsExactly(30L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2026-13-01", "2026-02-30T00:00:00Z", "12:00", "NaN", "1e5"})
  void anything_else_is_no_time(String time) {
    Reply reply = running.get("/logs/service?time_gte=" + time);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.msg())
        .startsWith(
            "BadRequest: parse item: ['query'] failed: TypeError: parse item: ['time_gte'] failed:"
                + " invalid datetime: '"
                + time
                + "'");
  }

  @Test
  void addresses_and_users_can_be_hidden_while_filters_still_find_them() {
    try (RunningServer own = RunningServer.start()) {
      own.privacy = new LogPrivacy(true, true);
      own.store(LogRow.row().ip("203.0.113.9").userId("42").build(), LogRow.row().ip("").build());
      JsonNode row = own.get("/logs/service?ip=203.0.113.9&user_id=42").result().get(0);
      assertThat(row.get("ip").asText()).isEqualTo("*.*.*.*");
      assertThat(row.get("user_id").asText()).isEqualTo("***");
      JsonNode detail = own.get("/logs?id=1").result();
      assertThat(detail.get("ip").asText()).isEqualTo("*.*.*.*");
      assertThat(detail.get("user_id").asText()).isEqualTo("***");
      JsonNode empty = own.get("/logs?id=2").result();
      assertThat(empty.get("ip").asText()).isEmpty();
      assertThat(empty.get("user_id").isNull()).isTrue();
    }
  }

  @Test
  void a_failing_database_is_500_without_its_own_words() {
    try (RunningServer own = RunningServer.start()) {
      own.logs.failWith(new StorageException("table SECRET is gone", new IOException("disk")));
      for (String path : List.of("/logs/service", "/logs?id=1")) {
        Reply reply = own.get(path);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.msg()).isEqualTo("ServerError: server error");
        assertThat(reply.header("X-Request-ID")).isNotEmpty();
      }
    }
  }

  @Test
  void a_query_that_cannot_be_decoded_is_400() {
    Reply reply =
        running.raw(
            "GET /ops/logs/service?level=%zz HTTP/1.1", "Host: 127.0.0.1", "Connection: close");
    assertThat(reply.status()).isEqualTo(400);
    Reply many = running.get("/logs/service?" + "a=1&".repeat(300));
    assertThat(many.status()).isEqualTo(400);
    assertThat(many.msg()).contains("at most 256");
  }
}
