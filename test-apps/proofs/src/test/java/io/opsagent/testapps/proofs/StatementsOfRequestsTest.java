package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The shop on Tomcat, with its HikariCP and H2 of other versions than the agent's: its statements
 * are in the rows and in the hours, its pool among the databases.
 */
class StatementsOfRequestsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Test
  void a_request_shows_its_statements_and_the_pool_is_among_the_databases() throws IOException {
    Path folder = ScratchFolder.create(StatementsOfRequestsTest.class, "shop");
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    String agent = AgentJar.require().option("config=" + config);
    try (TomcatRun run =
        TomcatPlan.of(9).deploying(TomcatPlan.shop()).with(agent).start(folder.resolve("tomcat"))) {
      OperationsApi api = run.api();
      call(run, "product", "GET /shop/api/products/3", "");
      String order = "{\"customerId\":2,\"items\":[{\"productId\":1,\"quantity\":1}]}";
      call(run, "order", "POST /shop/api/orders", order);
      assertTrace(api);
      assertDatabase(api);
      assertHours(api);
      assertThat(api.agent().path("notAttached")).isEmpty();
      run.process().stop();
    }
  }

  private static void call(TomcatRun run, String id, String line, String body) throws IOException {
    String request =
        line
            + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\nX-Request-ID: "
            + id
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    assertThat(RawHttp.exchange(run.port(), request.getBytes(StandardCharsets.ISO_8859_1)).status())
        .isBetween(200, 299);
  }

  private static void assertTrace(OperationsApi api) {
    LogRow found = api.awaitLogs(LogFilter.requestId("order"), 1).get(0);
    JsonNode row = api.log(found.id()).json();
    JsonNode sql = row.path("details").path("capture").path("sql");
    assertThat(sql.path("count").asLong()).isGreaterThan(2);
    assertThat(sql.path("connections").asLong()).isPositive();
    assertThat(sql.path("errors").asLong()).isZero();
    JsonNode insert = span(row, "sql.insert");
    assertThat(insert.path("name").asText()).startsWith("insert order");
    assertThat(insert.path("data").path("database").asText()).isEqualTo("h2:mem:shop");
    assertThat(insert.path("data").path("rows").asLong()).isPositive();
    assertThat(row.path("messages").path(insert.path("msg").asInt()).asText())
        .startsWith("insert into order")
        .contains("(?)");
    JsonNode own = api.resource("/v1/logs/" + found.id());
    assertThat(own.path("trace")).isEqualTo(row.path("trace"));
    assertThat(own.path("capture").path("sql")).isEqualTo(sql);
  }

  private static JsonNode span(JsonNode row, String type) {
    return StreamSupport.stream(row.path("trace").spliterator(), false)
        .filter(event -> event.path("type").asText().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " in " + row.path("trace")));
  }

  private static void assertDatabase(OperationsApi api) {
    JsonNode shop =
        await()
            .atMost(TIMEOUT)
            .until(
                () ->
                    StreamSupport.stream(
                            api.resource("/servers/databases").path("result").spliterator(), false)
                        .filter(one -> one.path("ident").asText().equals("shop"))
                        .findFirst()
                        .orElse(null),
                found -> found != null);
    assertThat(shop.path("type").asText()).isEqualTo("h2");
    assertThat(shop.path("name").asText()).isEqualTo("mem:shop");
    assertThat(shop.path("connected").asBoolean()).isTrue();
    String series = "/servers/database/metrics?database_id=" + shop.path("id").asLong();
    JsonNode frame =
        await()
            .atMost(TIMEOUT)
            .until(
                () -> api.resource(series).path("result"),
                result -> result.path("time").size() > 2);
    JsonNode metrics = frame.path("metrics").path(frame.path("metrics").size() - 1);
    assertThat(metrics.path("pool_max").asInt()).isEqualTo(8);
    assertThat(metrics.path("pool_open").asInt()).isBetween(1, 8);
    assertThat(metrics.path("server_figures").asInt()).isEqualTo(1);
    assertThat(frame.path("current_connections").path(0).asInt()).isBetween(1, 8);
    assertThat(frame.path("time").path(0).isTextual()).isTrue();
  }

  private static void assertHours(OperationsApi api) {
    JsonNode answer =
        await()
            .atMost(TIMEOUT)
            .until(
                () -> api.resource("/v1/statements?sort=count&kind=insert"),
                found -> !found.path("items").isEmpty());
    JsonNode first = answer.path("items").path(0);
    assertThat(first.path("text").asText()).startsWith("insert into ");
    assertThat(first.path("database").asText()).isEqualTo("h2:mem:shop");
    assertThat(first.path("p95Micros").asLong()).isPositive();
    assertThat(answer.path("databases").path(0).asText()).isEqualTo("h2:mem:shop");
  }
}
