package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  @ParameterizedTest(name = "path ''{0}''")
  @CsvSource({
    "/, /",
    "'', /",
    "*, /*",
    "/pets, /pets",
    "/pets/, /pets/",
    "//pets///1, /pets/{id}",
    "/pets/42, /pets/{id}",
    "/pets/-42/x, /pets/{id}/x",
    "/d/2024-01-31, /d/{id}",
    "/geo/52.1234, /geo/{id}",
    "/api/1.0/v2, /api/1.0/v2",
    "/u/0b8f0bb2-6f7d-4a58-9d3f-2f6f6f0a8f11, /u/{id}",
    "/u/abcdefab-abcd-abcd-abcd-abcdefabcdef, /u/{id}",
    "/o/507f1f77bcf86cd799439011, /o/{id}",
    "/o/DEADBEEFDEADBEEF, /o/{id}",
    "/o/deadbeef, /o/deadbeef",
    "/t/dGhpcyBpcyBhIHRva2Vu0, /t/{id}",
    "/t/configuration_properties, /t/configuration_properties",
    "/m/bob@example.com, /m/{email}",
    "/m/bob%40example.com/x, /m/{email}/x",
    "/@scope/pkg, /@scope/pkg",
    "/a;jsessionid=1/b;x=y, /a/b",
    "/a;x=1?q=/1/2, /a",
    "/a#b/1, /a",
    "/1/2/3/4/5/6/7/8, /{id}/{id}/{id}/{id}/{id}/{id}/{id}/{id}",
    "/a/b/c/d/e/f/g/h/i/j, /a/b/c/d/e/f/g/h/...",
    "/order-12, /order-12",
    "pets/1, /pets/{id}"
  })
  void a_path_becomes_a_route(String path, String route) {
    assertThat(RouteCollapser.collapse(path)).isEqualTo(route);
  }

  @Test
  void a_segment_that_is_too_long_for_a_name_is_an_id() {
    assertThat(RouteCollapser.collapse("/x/" + "a".repeat(65))).isEqualTo("/x/{id}");
    assertThat(RouteCollapser.collapse("/x/" + "z".repeat(64))).endsWith("zzzz");
  }

  @Test
  void a_route_without_ids_is_not_copied() {
    String path = "/api/pets";
    assertThat(RouteCollapser.collapse(path)).isSameAs(path);
  }

  @Test
  void the_table_stops_at_its_cap_and_counts_the_rest() {
    RouteTable table = new RouteTable(3);
    assertThat(table.admit("/a")).isEqualTo("/a");
    assertThat(table.admit("/b")).isEqualTo("/b");
    assertThat(table.admit("/c")).isEqualTo("/c");
    assertThat(table.admit("/d")).isEqualTo(RouteTable.OTHER);
    assertThat(table.admit("/a")).isEqualTo("/a");
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.leftOut()).isEqualTo(1);
    assertThat(new RouteTable(3).admit("/" + "x".repeat(600))).isEqualTo(RouteTable.OTHER);
  }

  @Test
  void guessed_routes_leave_room_for_those_that_a_framework_names() {
    RouteTable table = new RouteTable(4);
    for (int i = 0; i < 10; i++) {
      table.admitGuess("/scan" + i);
    }
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.admit("/pets/{id}")).isEqualTo("/pets/{id}");
    assertThat(table.admitGuess("/pets/{id}")).isEqualTo("/pets/{id}");
    assertThat(table.admitGuess("/scan1")).isEqualTo("/scan1");
    assertThat(table.leftOut()).isEqualTo(8);
  }

  @Test
  void many_threads_together_never_exceed_the_cap() throws Exception {
    RouteTable table = new RouteTable(100);
    Set<String> answers = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 2_000; i++) {
                    answers.add(table.admit("/r" + i % 300));
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(table.size()).isEqualTo(100);
    assertThat(answers).contains(RouteTable.OTHER).hasSize(101);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /pets/{pet_id}, get_pets_pet_id",
    "POST, /, post",
    "get, /a-b/c.d, get_a_b_c_d",
    "DELETE, /Pets/{id}/x, delete_Pets_id_x",
    "GET, /书/x, get_x",
    "!, /, ''"
  })
  void an_operation_id_is_method_and_path(String method, String route, String id) {
    assertThat(OperationId.of(method, route)).isEqualTo(id);
  }
}
