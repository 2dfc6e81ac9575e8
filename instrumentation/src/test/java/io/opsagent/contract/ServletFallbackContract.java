package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the fallback tells of a container whose own entry point is switched off. */
abstract class ServletFallbackContract extends ContractHarness {

  @Override
  String entryPoint() {
    return "servlet";
  }

  /** Context path of the application, empty for the root. */
  abstract String context();

  @Test
  void a_get_is_one_exchange_with_the_facts_that_servlets_tell() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("hello")));

    RawResponse response =
        get(context() + "/app/a%20b?x=%20&x=2", "User-Agent: contract/1", "Accept: */*");

    assertThat(response.text()).isEqualTo("hello");
    Captured captured = next();
    Exchange exchange = captured.exchange();
    assertThat(exchange.entryPoint()).isEqualTo("servlet");
    assertThat(exchange.method()).isEqualTo("GET");
    assertThat(exchange.path()).isEqualTo(context() + "/app/a%20b");
    assertThat(exchange.query()).isEqualTo("x=%20&x=2");
    assertThat(exchange.protocol()).isEqualTo("HTTP/1.1");
    assertThat(exchange.scheme()).isEqualTo("http");
    assertThat(exchange.host()).isEqualTo("contract.test");
    assertThat(exchange.remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(exchange.userAgent()).isEqualTo("contract/1");
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(exchange.contextPath()).isEqualTo(context());
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
    assertThat(exchange.responseContentType()).startsWith("text/plain");
    // The head is not written yet, and newer containers do not tell what they will write.
    assertThat(exchange.responseContentLength()).isIn(5L, -1L);
    assertThat(exchange.requestHeaderBytes()).isEqualTo(17 + 4 + 20 + 4 + 9 + 4);
    assertThat(exchange.isAsync()).isFalse();
    assertThat(captured.requestBody()).isNull();
    assertThat(captured.responseBody()).isNull();
    assertThat(exchange.endNanos()).isGreaterThan(exchange.startNanos());
  }

  @Test
  void from_400_up_the_headers_of_both_sides_are_kept() throws Exception {
    serve(request -> request.respond(404, "text/plain", utf8("no such thing")));

    get(context() + "/app/missing", "X-Multi: one", "x-multi: two");

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(404);
    Headers headers = Objects.requireNonNull(exchange.requestHeaders());
    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("x-multi")) {
        values.add(headers.value(i));
      }
    }
    assertThat(values).containsExactly("one", "two");
    assertThat(contentType(Objects.requireNonNull(exchange.responseHeaders())))
        .startsWith("text/plain");
  }

  private static String contentType(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("content-type")) {
        return headers.value(i);
      }
    }
    return "none";
  }

  @Test
  void an_exception_is_500_although_nothing_was_answered_yet() throws Exception {
    serve(
        request -> {
          throw new IllegalArgumentException("boom");
        });

    assertThat(get(context() + "/app/throws").status()).isEqualTo(500);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(500);
    assertThat(exchange.failure()).isInstanceOf(IllegalArgumentException.class);
    assertThat(exchange.isFailureUnhandled()).isTrue();
  }

  @Test
  void bodies_pass_untouched() throws Exception {
    byte[] body = text(100_000);
    serve(request -> request.respond(201, "text/plain", request.readBody()));

    assertThat(post(context() + "/app/echo", body, "Content-Type: text/plain").body())
        .isEqualTo(body);

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(201);
    assertThat(captured.exchange().requestContentLength()).isEqualTo(100_000);
    assertThat(captured.requestBody()).isNull();
  }

  @Test
  void an_answer_from_another_thread_ends_the_exchange_and_its_duration() throws Exception {
    serve(request -> request.later(150, () -> request.respond(202, "text/plain", utf8("late"))));

    assertThat(get(context() + "/app/async").text()).isEqualTo("late");

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(202);
    assertThat(captured.exchange().isAsync()).isTrue();
    assertThat(captured.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(captured.durationMillis()).isBetween(150L, 15_000L);
  }

  @Test
  void requests_of_one_connection_are_exchanges_in_their_order() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8(String.valueOf(request.query()))));

    try (RawClient client = connect()) {
      for (int i = 0; i < 200; i++) {
        assertThat(client.get(context() + "/app/k?" + i).read().text())
            .isEqualTo(String.valueOf(i));
      }
    }

    List<Captured> all = take(200);
    for (int i = 0; i < 200; i++) {
      assertThat(all.get(i).exchange().query()).isEqualTo(String.valueOf(i));
    }
  }
}
