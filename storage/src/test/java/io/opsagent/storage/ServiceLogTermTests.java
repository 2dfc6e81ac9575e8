package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.ServiceLogTerm.Field;
import io.opsagent.storage.ServiceLogTerm.OneOf;
import io.opsagent.storage.ServiceLogTerm.Status;
import io.opsagent.storage.ServiceLogTerm.StatusSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;

/** Which rows the console's terms let pass, in the database and in memory alike. */
abstract class ServiceLogTermTests extends ServiceLogTests {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static List<ServiceLog> rows() {
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int n = i;
      rows.add(
          path(
              "/r" + i,
              r -> {
                r.level = n % 3 == 0 ? "ERROR" : "INFO";
                r.status = n % 4 == 0 ? null : Integer.valueOf(200 + n % 4 * 100);
                r.method = n % 5 == 0 ? "Post" : n == 7 ? "FETCH" : "GET";
                r.route = n % 2 == 0 ? "/a/{id}" : n == 1 ? null : "/b%";
                r.endpointIdent = n % 2 == 0 ? "a_get" : null;
                r.exceptionType = n % 6 == 0 ? "com.shop.Bad_Thing" : n == 9 ? "Thing" : null;
                r.exceptionFingerprint = n % 6 == 0 ? "0123456789abcdef" : null;
                r.userId = n % 7 == 0 ? null : "u" + n % 3;
                r.ip = "192.0.2." + n % 3;
                r.instanceId = n == 3 ? null : Long.valueOf(n % 2);
                r.requestId = "Req-" + n;
                r.durationMicros = n * 1_000;
                r.fullUrl = (n % 2 == 0 ? "http://h1/x?q=" : "https://h_2/x?q=") + "Ä" + n;
                r.responseType = n == 2 ? null : "text/" + n % 2;
                r.nodeId = n == 4 ? "n1" : n == 5 ? "n2" : null;
              }));
    }
    return rows;
  }

  private static List<ServiceLogTerm> terms() {
    List<ServiceLogTerm> terms = new ArrayList<>();
    for (boolean excluded : List.of(false, true)) {
      terms.add(new OneOf(Field.LEVEL, List.of("error", "warn"), excluded));
      terms.add(new OneOf(Field.METHOD, List.of("post", "fetch"), excluded));
      terms.add(new OneOf(Field.ENDPOINT, List.of("a_get"), excluded));
      terms.add(new OneOf(Field.ROUTE, List.of("/b%", "/nope"), excluded));
      terms.add(new OneOf(Field.EXCEPTION_TYPE, List.of("Thing"), excluded));
      terms.add(new OneOf(Field.EXCEPTION_TYPE, List.of("Bad_Thing"), excluded));
      terms.add(new OneOf(Field.EXCEPTION_TYPE, List.of("BadxThing", "%"), excluded));
      terms.add(new OneOf(Field.FINGERPRINT, List.of("0123456789abcdef"), excluded));
      terms.add(new OneOf(Field.USER, List.of("u1", "u2"), excluded));
      terms.add(new OneOf(Field.IP, List.of("192.0.2.1", "192.0.2.2"), excluded));
      terms.add(new OneOf(Field.INSTANCE, List.of("1", "none"), excluded));
      terms.add(new OneOf(Field.REQUEST_ID, List.of("Req-3", "req-4"), excluded));
      terms.add(new OneOf(Field.TRACE_ID, List.of("00"), excluded));
      terms.add(new OneOf(Field.RESPONSE_TYPE, List.of("text/1"), excluded));
      terms.add(new OneOf(Field.REQUEST_TYPE, List.of("text/1"), excluded));
      terms.add(new OneOf(Field.HOST, List.of("h_2", "hx2"), excluded));
      terms.add(new OneOf(Field.OUTCOME, List.of("completed"), excluded));
      terms.add(new Status(List.of(new StatusSpan(400, 499), new StatusSpan(200, 200)), excluded));
      terms.add(new ServiceLogTerm.Text("EQ-1", excluded));
      terms.add(new ServiceLogTerm.Text("q=%", excluded));
      terms.add(new ServiceLogTerm.Text("bad_", excluded));
    }
    terms.add(new ServiceLogTerm.Duration(3_000L, 9_000L));
    terms.add(new ServiceLogTerm.Duration(null, 9_000L));
    terms.add(new ServiceLogTerm.OfNode(null));
    terms.add(new ServiceLogTerm.OfNode("n1"));
    return terms;
  }

  @Test
  void each_term_and_each_pair_finds_what_it_finds_in_memory() {
    List<ServiceLog> rows = rows();
    repository().insert(rows);
    List<ServiceLogTerm> terms = terms();
    int different = 0;
    for (int a = 0; a < terms.size(); a++) {
      // A fixed partner for each: all pairs would take minutes on a server.
      ServiceLogTerm other = terms.get((a * 7 + 3) % terms.size());
      for (List<ServiceLogTerm> both :
          List.of(List.of(terms.get(a)), List.of(terms.get(a), other))) {
        ServiceLogFilter filter = ServiceLogFilters.filter(f -> f.terms = both);
        List<String> inMemory =
            rows.stream().filter(new ServiceLogMatch(filter)).map(ServiceLog::path).toList();
        assertThat(list(filter, OLDEST_FIRST))
            .as(both.toString())
            .extracting(ServiceLog::path)
            .isEqualTo(inMemory);
        assertThat(repository().count(filter)).as(both.toString()).isEqualTo(inMemory.size());
        different += inMemory.isEmpty() || inMemory.size() == rows.size() ? 0 : 1;
      }
    }
    assertThat(different).as("filters that tell rows apart").isGreaterThan(40);
  }

  @Test
  void a_scan_sees_the_newest_rows_first_and_says_how_far_it_came() {
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      int n = i;
      rows.add(
          ServiceLogs.log(
              r -> {
                r.time = ServiceLogs.TIME.plusSeconds(n);
                r.status = n % 2 == 0 ? 200 : 500;
              }));
    }
    repository().insert(rows);
    List<ServiceLogFacts> seen = new ArrayList<>();
    ServiceLogScan all = repository().scan(ServiceLogFilters.all(), 5_000, LONG, seen::add);
    assertThat(all).isEqualTo(new ServiceLogScan(1_200, true, ServiceLogs.TIME));
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(rows.stream().map(ServiceLogFacts::of).toList());
    seen.clear();
    ServiceLogScan some =
        repository().scan(ServiceLogFilters.filter(f -> f.status = 500), 300, LONG, seen::add);
    assertThat(some.rows()).isEqualTo(300);
    assertThat(some.isComplete()).isFalse();
    assertThat(some.oldest()).isEqualTo(ServiceLogs.TIME.plusSeconds(601));
    assertThat(seen).hasSize(300).allMatch(row -> Integer.valueOf(500).equals(row.status()));
    assertThat(repository().scan(ServiceLogFilters.all(), 1, Duration.ZERO, seen::add).isComplete())
        .isFalse();
  }

  @Test
  void a_tally_counts_what_rows_have_in_common_without_reading_them() {
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      int n = i;
      rows.add(
          ServiceLogs.log(
              r -> {
                r.time = ServiceLogs.TIME.plusSeconds(n);
                r.status = n % 2 == 0 ? 200 : 500;
                r.method = n % 1_000 == 7 ? "ODD" : "GET";
                r.instanceId = Long.valueOf(n % 3);
              }));
    }
    repository().insert(rows);
    insert(ServiceLogs.log(of -> of.service = "billing"));
    Map<String, Long> seen = new TreeMap<>();
    ObjLongConsumer<ServiceLogFacts> count =
        (row, times) -> seen.merge(row.method() + row.status(), times, Long::sum);
    Duration hour = Duration.ofHours(1);
    ServiceLogScan all =
        repository().tally(ServiceLogFilters.all(), hour, LONG, count).orElseThrow();
    assertThat(all.rows()).isEqualTo(6_000);
    assertThat(all.isComplete()).isTrue();
    assertThat(seen).isEqualTo(Map.of("GET200", 3_000L, "GET500", 2_994L, "ODD500", 6L));
    seen.clear();
    ServiceLogFilter some =
        ServiceLogFilters.filter(
            f -> {
              f.instanceId = 1L;
              f.timeGte = ServiceLogs.TIME.plusSeconds(3_000);
              f.terms = List.of(new Status(List.of(new StatusSpan(500, 599)), false));
            });
    Map<Instant, Long> hours = new TreeMap<>();
    ServiceLogScan ofSome =
        repository()
            .tally(
                some,
                hour,
                LONG,
                (row, times) -> {
                  count.accept(row, times);
                  hours.merge(row.time().truncatedTo(ChronoUnit.HOURS), times, Long::sum);
                })
            .orElseThrow();
    assertThat(ofSome.rows()).isEqualTo(500);
    assertThat(hours).hasSize(2);
    assertThat(seen.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(500);
    assertThat(repository().count(some)).isEqualTo(500);
    ServiceLogFilter byRow = ServiceLogFilters.filter(f -> f.path = "/a");
    assertThat(repository().tally(byRow, hour, LONG, count)).isEmpty();
    assertThat(
            repository()
                .tally(ServiceLogFilters.all(), hour, Duration.ZERO, count)
                .orElseThrow()
                .isComplete())
        .isFalse();
  }

  @Test
  void a_deletion_takes_what_the_filter_finds_and_nothing_else() {
    List<ServiceLog> rows = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      int n = i;
      rows.add(path(n % 3 == 0 ? "/kept" : "/gone", r -> r.time = ServiceLogs.TIME.plusSeconds(n)));
    }
    repository().insert(rows);
    insert(ServiceLogs.log(of -> of.service = "billing"));
    ServiceLogFilter gone = ServiceLogFilters.filter(f -> f.path = "/gone");
    assertThat(repository().delete(gone, Duration.ZERO))
        .isEqualTo(new ServiceLogDeletion(0, false));
    assertThat(repository().delete(gone, LONG)).isEqualTo(new ServiceLogDeletion(1_000, true));
    assertThat(repository().delete(gone, LONG)).isEqualTo(new ServiceLogDeletion(0, true));
    assertThat(count(f -> {})).isEqualTo(500);
    assertThat(repository().count(ServiceLogFilters.filter(f -> f.service = "billing"))).isOne();
  }
}
