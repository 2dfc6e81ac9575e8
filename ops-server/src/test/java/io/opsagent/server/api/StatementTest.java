package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.settings.Configuration;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /v1/statements}: what requests ran on databases. */
class StatementTest {
  private static final Instant HOUR = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private static final String SHOP = "postgresql://db:5432/shop";
  private static final String STOCK = "h2:mem:stock";
  private static AccessDatabase database;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    database = AccessDatabase.open();
    running = RunningServer.start(database, Configuration.builder().build(), change -> change);
    database
        .nodes()
        .statements()
        .save(
            "w",
            List.of(
                count(HOUR, SHOP, "select", "select a from t where b = ?", 20, 1_000, -1),
                count(HOUR, SHOP, "insert", "insert into t values (?)", 5, 600_000, 5),
                count(HOUR, STOCK, "select", "", 8, 2_000, -1),
                count(
                    HOUR.minus(Duration.ofHours(30)),
                    SHOP,
                    "delete",
                    "delete from t",
                    3,
                    1_000,
                    9)));
  }

  private static StatementCount count(
      Instant hour, String url, String kind, String text, int count, long micros, long rows) {
    DurationHistogram durations = new DurationHistogram();
    durations.add(micros, count);
    return new StatementCount(
        "shop",
        hour,
        url,
        kind,
        text,
        2,
        new StatementFigures(count, 1, micros > 500_000 ? count : 0, rows, count * micros, micros),
        durations);
  }

  @AfterAll
  static void stop() {
    running.close();
    database.close();
  }

  private static JsonNode get(String query) {
    Reply reply = running.get("/v1/statements" + query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void the_statements_of_the_last_hour_come_by_their_time() {
    JsonNode answer = get("");
    assertThat(answer.get("items")).hasSize(3);
    JsonNode first = answer.get("items").get(0);
    assertThat(first.get("text").asText()).isEqualTo("insert into t values (?)");
    assertThat(first.get("id").asText()).matches("[0-9a-f]{16}");
    assertThat(first.get("count").asLong()).isEqualTo(5);
    assertThat(first.get("requests").asLong()).isEqualTo(2);
    assertThat(first.get("totalMicros").asLong()).isEqualTo(3_000_000);
    assertThat(first.get("meanMicros").asLong()).isEqualTo(600_000);
    assertThat(first.get("p95Micros").asLong()).isBetween(594_000L, 606_000L);
    assertThat(first.get("slow").asLong()).isEqualTo(5);
    assertThat(first.get("rows").asLong()).isEqualTo(5);
    assertThat(answer.get("items").get(1).get("rows").isNull()).isTrue();
    assertThat(answer.get("items").get(2).get("text").isNull()).isTrue();
    assertThat(answer.get("databases")).hasSize(2);
    assertThat(answer.get("complete").asBoolean()).isTrue();
    assertThat(answer.get("slowMillis").asLong()).isEqualTo(500);
    assertThat(answer.get("resolution").asLong()).isEqualTo(3_600);
  }

  @Test
  void order_filters_and_limit_are_followed_and_the_rest_is_summed() {
    JsonNode byCount = get("?sort=count&limit=1");
    assertThat(byCount.get("items").get(0).get("kind").asText()).isEqualTo("select");
    assertThat(byCount.get("other").get("statements").asLong()).isEqualTo(2);
    assertThat(byCount.get("other").get("count").asLong()).isEqualTo(13);
    assertThat(get("?database=" + STOCK).get("items")).hasSize(1);
    assertThat(get("?kind=insert").get("items")).hasSize(1);
    assertThat(get("?from=" + HOUR.minus(Duration.ofDays(3))).get("items")).hasSize(4);
    assertThat(get("?database=nowhere").get("items")).isEmpty();
  }

  @Test
  void what_is_not_allowed_is_refused_with_what_is() {
    assertThat(running.get("/v1/statements?sort=name").status()).isEqualTo(400);
    assertThat(running.get("/v1/statements?sort=name").body()).contains("total, count, p95");
    assertThat(running.get("/v1/statements?kind=merge").body()).contains("select, insert");
    assertThat(running.get("/v1/statements?limit=501").status()).isEqualTo(400);
  }
}
