package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bundled example application, all of it, without and with the agent. For each Tomcat and JDK
 * everything is sent to both servers once; the tests look at what came of it.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.opsagent.testapps.tomcat.TomcatCase#all")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TomcatExamplesTest {
  private static final int FEWEST_EXAMPLES = 250;

  private static final Map<TomcatCase, ExampleResults> RESULTS = new ConcurrentHashMap<>();

  private final TomcatPair pair;
  private final ExampleResults results;

  TomcatExamplesTest(TomcatCase tomcat) {
    results = Objects.requireNonNull(RESULTS.get(tomcat));
    pair = results.pair();
  }

  @BeforeParameterizedClassInvocation
  static void sendEverythingToBoth(TomcatCase tomcat) throws Exception {
    RESULTS.put(tomcat, ExampleResults.of(tomcat));
  }

  @AfterParameterizedClassInvocation
  static void stop(TomcatCase tomcat) {
    ExampleResults results = RESULTS.remove(tomcat);
    if (results != null) {
      results.pair().close();
    }
  }

  @Test
  void every_example_answers_with_the_agent_as_without() {
    Map<String, Exchange> with = results.with();
    assertThat(with.keySet())
        .hasSizeGreaterThan(FEWEST_EXAMPLES)
        .isEqualTo(results.without().keySet());
    SoftAssertions all = new SoftAssertions();
    results
        .without()
        .forEach(
            (name, exchange) -> {
              Exchange other = with.get(name);
              Step step = exchange.step();
              if (other == null || step.hasRandomAnswer()) {
                all.assertThat(other == null ? "nothing" : other.answer().statusLine())
                    .as("%s", step)
                    .isEqualTo(exchange.answer().statusLine());
                return;
              }
              all.assertThat(step.comparison().difference(exchange.answer(), other.answer()))
                  .as("%s", step)
                  .isEmpty();
              all.assertThat(other.rest()).as("frames of %s", step).isEqualTo(exchange.rest());
            });
    all.assertAll();
  }

  @Test
  void websocket_clients_get_their_frames_back() {
    for (String endpoint : WebSocketEchoes.ENDPOINTS) {
      assertThat(results.echoesWithout()).containsEntry(endpoint, WebSocketEchoes.expected());
    }
    assertThat(results.echoesWith()).isEqualTo(results.echoesWithout());
  }

  @Test
  void the_api_of_the_agent_is_up_and_well() {
    OperationsApi api = pair.api();
    assertThat(api.info().path("utilmeta").asText()).isEqualTo("0.4.0");
    assertThat(api.info().path("requires")).isEmpty();
    assertThat(api.health()).isEqualTo(200);
    assertThat(api.agent().isObject()).isTrue();
    assertThat(api.agent()).isNotEmpty();
  }

  @Test
  void every_request_is_one_row_with_the_right_facts() {
    OperationsApi api = pair.api();
    assertThat(api.countLogs(LogFilter.requestId("an id that nobody sent")))
        .as("the filter for request ids filters")
        .isZero();
    SoftAssertions all = new SoftAssertions();
    results
        .with()
        .values()
        .forEach(exchange -> all.check(() -> ExpectedRow.assertRecorded(api, exchange)));
    all.assertAll();
  }

  @Test
  void an_upgrade_is_one_row_with_status_101() {
    OperationsApi api = pair.api();
    for (String endpoint : WebSocketEchoes.ENDPOINTS) {
      LogRow row =
          api.awaitLogs(LogFilter.requestId(WebSocketEchoes.requestId(endpoint)), 1).get(0);
      assertThat(row.status()).contains(101);
      assertThat(row.method()).isEqualTo("get");
      assertThat(row.path()).isEqualTo(WebSocketEchoes.path(endpoint));
    }
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void nothing_is_recorded_that_was_not_sent() {
    int expected =
        WebSocketEchoes.ENDPOINTS.size()
            + results.with().values().stream().mapToInt(ExpectedRow::count).sum();
    assertThat(pair.api().awaitLogs(LogFilter.all(), expected)).hasSize(expected);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void until_its_end_the_server_writes_no_line_more_than_without_the_agent() {
    pair.without().process().stop();
    pair.with().process().stop();
    pair.assertOutputIsTheSame();
  }
}
