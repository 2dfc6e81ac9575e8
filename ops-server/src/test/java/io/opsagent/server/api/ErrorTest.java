package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.errors.ErrorCount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /v1/errors}: exceptions by fingerprint. */
class ErrorTest {
  private static final Instant HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private static final String A = "00000000000000aa";
  private static final String B = "00000000000000bb";
  private static RunningServer running;

  @BeforeAll
  static void errors() {
    running = RunningServer.start();
    running.errors.save(
        "w",
        List.of(
            count(HOUR, A, "com.shop.OutOfStock", "order_get", 30),
            count(HOUR, A, "com.shop.OutOfStock", "cart_get", 10),
            count(HOUR.minus(Duration.ofDays(2)), A, "com.shop.OutOfStock", "cart_get", 5),
            count(HOUR, B, "com.shop.Bad", "order_get", 50),
            count(HOUR, ErrorCount.UNKNOWN, ErrorCount.OTHER, "", 7)));
    running.store(
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    LogRow.row()
                        .time(HOUR.plusMillis(i))
                        .exception("com.shop.OutOfStock", i < 55 ? A : B)
                        .build())
            .toArray(ServiceLog[]::new));
  }

  private static ErrorCount count(
      Instant hour, String fingerprint, String type, String endpoint, long errors) {
    return new ErrorCount(
        "shop",
        hour,
        fingerprint,
        type,
        endpoint,
        endpoint.isEmpty() ? null : "/" + endpoint,
        endpoint.isEmpty() ? null : "com.shop.Orders.pay",
        endpoint.isEmpty() ? null : "nothing left",
        errors,
        errors / 10,
        hour.plusMillis(1),
        hour.plusMillis(errors));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  private static JsonNode get(String path) {
    Reply reply = running.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void groups_come_by_number_with_their_endpoints_and_times() {
    JsonNode answer = get("/v1/errors");
    assertThat(answer.get("total").asLong()).isEqualTo(97);
    assertThat(answer.get("other").asLong()).isZero();
    assertThat(answer.get("items")).hasSize(3);
    JsonNode first = answer.get("items").get(0);
    assertThat(first.get("fingerprint").asText()).isEqualTo(B);
    assertThat(first.get("isNew").asBoolean()).isTrue();
    JsonNode second = answer.get("items").get(1);
    assertThat(second.get("instanceID").asText()).isEqualTo("error-" + A);
    assertThat(second.get("name").asText()).isEqualTo("OutOfStock in com.shop.Orders.pay");
    assertThat(second.get("message").asText()).isEqualTo("nothing left");
    assertThat(second.get("count").asLong()).isEqualTo(40);
    assertThat(second.get("notStored").asLong()).isEqualTo(4);
    assertThat(second.get("isNew").asBoolean()).isFalse();
    assertThat(second.get("firstSeen").asText())
        .isEqualTo(HOUR.minus(Duration.ofDays(2)).plusMillis(1).toString());
    assertThat(second.get("lastSeen").asText()).isEqualTo(HOUR.plusMillis(30).toString());
    assertThat(second.get("endpoints").toString())
        .contains("{\"endpoint\":\"order_get\",\"route\":\"/order_get\",\"count\":30,");
    JsonNode third = answer.get("items").get(2);
    assertThat(third.get("exceptionType").asText()).isEqualTo("other");
    assertThat(third.get("fingerprint").isNull()).isTrue();
  }

  @Test
  void the_list_may_be_cut_and_filtered() {
    JsonNode one = get("/v1/errors?limit=1");
    assertThat(one.get("items")).hasSize(1);
    assertThat(one.get("other").asLong()).isEqualTo(47);
    assertThat(get("/v1/errors?endpoint=cart_get").get("total").asLong()).isEqualTo(10);
    assertThat(get("/v1/errors?error=Bad").get("items")).hasSize(1);
    assertThat(get("/v1/errors?from=" + HOUR.minus(Duration.ofDays(3))).get("total").asLong())
        .isEqualTo(102);
    assertThat(running.get("/v1/errors?limit=501").status()).isEqualTo(400);
  }

  @Test
  void one_group_has_its_hours_endpoints_and_latest_rows() {
    for (String id : List.of(A, "error-" + A)) {
      JsonNode answer = get("/v1/errors/" + id + "?from=" + HOUR.minus(Duration.ofDays(3)));
      assertThat(answer.get("group").get("count").asLong()).isEqualTo(45);
      assertThat(answer.get("series")).hasSize(2);
      assertThat(answer.get("series").get(1).get("count").asLong()).isEqualTo(40);
      assertThat(answer.get("rows")).hasSize(50);
      assertThat(answer.get("complete").asBoolean()).isTrue();
      assertThat(answer.get("rows").get(0).get("id").asLong()).isEqualTo(55);
      JsonNode rest =
          get(
              "/v1/errors/"
                  + A
                  + "?from="
                  + HOUR.minus(Duration.ofDays(3))
                  + "&before="
                  + answer.get("next").asText());
      assertThat(rest.get("rows")).hasSize(5);
      assertThat(rest.get("next").isNull()).isTrue();
    }
  }

  @Test
  void a_fingerprint_that_nobody_counted_is_not_found() {
    for (String id : List.of("00000000000000cc", "x", "0", A.toUpperCase(java.util.Locale.ROOT))) {
      assertThat(running.get("/v1/errors/" + id).status()).as(id).isEqualTo(404);
    }
  }
}
