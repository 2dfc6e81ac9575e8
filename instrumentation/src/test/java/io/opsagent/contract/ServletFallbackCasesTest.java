package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Dispatches, errors and the ways of asynchronous requests, seen by the fallback alone. */
class ServletFallbackCasesTest extends ContractHarness {

  @Override
  String serverClass() {
    return "ServletCasesServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  List<String> off() {
    return List.of("tomcat");
  }

  @Override
  String entryPoint() {
    return "servlet";
  }

  private Exchange exchangeOf(String path, int status) throws Exception {
    assertThat(get("/web" + path).status()).as("status of the answer").isEqualTo(status);
    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/web" + path.replaceAll("\\?.*", ""));
    assertThat(exchange.status()).isEqualTo(status);
    return exchange;
  }

  @Test
  void a_filter_and_a_servlet_are_one_exchange() throws Exception {
    assertThat(exchangeOf("/cases/hello", 200).servletPath()).isEqualTo("/cases");
  }

  @Test
  void a_filter_that_answers_is_seen() throws Exception {
    assertThat(exchangeOf("/cases/by-filter", 403).failure()).isNull();
  }

  @Test
  void what_a_filter_makes_an_answer_of_is_no_failure() throws Exception {
    assertThat(exchangeOf("/cases/throw?caught=1", 409).failure()).isNull();
  }

  @Test
  void a_forward_is_the_same_exchange() throws Exception {
    assertThat(get("/web/cases/forward").text()).isEqualTo("hello");

    assertThat(next().exchange().path()).isEqualTo("/web/cases/forward");
  }

  @Test
  void an_included_servlet_with_a_wrapped_request_is_the_same_exchange() throws Exception {
    assertThat(get("/web/cases/wrapped").text()).isEqualTo("hello");

    assertThat(next().exchange().path()).isEqualTo("/web/cases/wrapped");
  }

  @Test
  void an_error_page_belongs_to_its_request() throws Exception {
    assertThat(get("/web/cases/teapot").text()).isEqualTo("error page");

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/web/cases/teapot");
    assertThat(exchange.status()).isEqualTo(418);
  }

  @Test
  void an_exception_behind_the_first_bytes_leaves_the_status_that_was_sent() throws Exception {
    try (RawClient client = connect()) {
      client.get("/web/cases/throw-late");
      assertThat(new String(client.untilEnd(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.failure()).hasMessage("late");
  }

  @Test
  void an_exception_within_another_is_told_whole() throws Exception {
    assertThat(exchangeOf("/cases/throw", 500).failure()).hasRootCauseMessage("cause");
  }

  @Test
  void each_value_of_a_header_is_told_once() throws Exception {
    Headers headers = Objects.requireNonNull(exchangeOf("/cases/headers", 409).responseHeaders());

    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("x-multi")) {
        values.add(headers.value(i));
      }
    }
    assertThat(values).containsExactly("one", "two");
  }

  @Test
  void nothing_is_said_of_bodies_that_pass_unseen() throws Exception {
    post("/web/cases/headers", text(100), "Content-Type: text/plain");

    Exchange exchange = next().exchange();
    assertThat(exchange.isRequestBodyUnseen()).isTrue();
    assertThat(exchange.isRequestBodyUnread()).isFalse();
  }

  @Test
  void the_default_servlet_is_no_route() throws Exception {
    assertThat(exchangeOf("/nothing/is/there", 404).servletPath()).isNull();
  }

  @Test
  void a_request_that_is_complete_before_its_servlet_returns_is_one_exchange() throws Exception {
    for (int i = 0; i < 20; i++) {
      exchangeOf("/cases/at-once", 200);
    }
  }

  @Test
  void a_race_of_two_threads_for_the_end_leaves_one_exchange() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(get("/web/cases/raced").text()).isEqualTo("by another thread");
      assertThat(next().exchange().outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  @Test
  void a_request_that_is_dispatched_twice_is_one_exchange() throws Exception {
    assertThat(get("/web/cases/dispatch").text()).isEqualTo("dispatched twice as ASYNC");

    Captured captured = next();
    assertThat(captured.exchange().path()).isEqualTo("/web/cases/dispatch");
    assertThat(captured.exchange().isAsync()).isTrue();
    assertThat(captured.durationMillis()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void a_time_out_that_nobody_handles_has_the_status_of_the_container() throws Exception {
    Exchange exchange = exchangeOf("/cases/timeout", 500);
    assertThat(exchange.isAsync()).isTrue();
    assertThat(exchange.isTimedOut()).isTrue();
  }

  @Test
  void a_time_out_that_a_listener_handles_has_the_status_of_the_listener() throws Exception {
    Exchange exchange = exchangeOf("/cases/timeout-handled", 504);
    assertThat(exchange.isAsync()).isTrue();
    assertThat(exchange.isTimedOut()).isTrue();
  }

  @Test
  void a_request_that_its_container_forgets_is_given_up_after_its_time_out() throws Exception {
    // Tomcat 9 closes the connection and calls no listener when its error page comes too early.
    try (RawClient client = connect()) {
      assertThat(client.get("/web/cases/throw-async").isAtEnd()).isTrue();
    }
    capture().abandonOverdue();
    assertThat(capture().openExchanges().snapshot()).hasSize(1);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              capture().abandonOverdue();
              return capture().openExchanges().snapshot().isEmpty();
            });

    Captured captured = next();
    assertThat(captured.exchange().outcome()).isEqualTo(Outcome.ABANDONED);
    assertThat(captured.exchange().failure()).hasMessage("after startAsync");
    assertThat(captured.exchange().path()).isEqualTo("/web/cases/throw-async");
    assertThat(captured.exchange().remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(captured.exchange().host()).isEqualTo("contract.test");
    assertThat(captured.durationMillis()).isGreaterThanOrEqualTo(5_300);
    assertThat(capture().abandoned()).isEqualTo(1);
  }

  @Override
  void assertHealthy() {
    assertThat(capture().abandoned()).isLessThanOrEqualTo(1);
    engine().assertNothingFailed();
  }
}
