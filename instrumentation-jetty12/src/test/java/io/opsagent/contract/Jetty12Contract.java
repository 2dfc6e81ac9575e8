package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Headers;
import io.opsagent.capture.Outcome;
import io.opsagent.jetty12.Jetty12Plugin;
import io.opsagent.weaving.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Jetty 12 passes: the contract of the lines before it. */
abstract class Jetty12Contract extends JettyContract {
  static final List<Plugin> PLUGINS = List.of(Jetty12Plugin.plugin());

  @Override
  String serverClass() {
    return "Jetty12Server";
  }

  @Override
  List<Plugin> furtherPlugins() {
    return PLUGINS;
  }

  @Test
  void of_a_request_that_jetty_refuses_is_kept_what_was_read() throws Exception {
    try (RawClient client = connect()) {
      client.send(
          "POST /app/a%20b?n=1 HTTP/1.1\r\nHost: contract.test\r\nX-Request-ID: refused-1\r\n"
              + "X-Mark: here\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
      assertThat(client.read().status()).isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(exchange.method()).isEqualTo("POST");
    assertThat(exchange.path()).isEqualTo("/app/a%20b");
    assertThat(exchange.query()).isEqualTo("n=1");
    assertThat(exchange.requestId()).isEqualTo("refused-1");
    Headers headers = Objects.requireNonNull(exchange.requestHeaders());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      names.add(headers.name(i));
    }
    assertThat(names).contains("X-Mark");
  }

  @Test
  void a_request_line_that_cannot_be_read_gets_no_headers_of_the_request_before() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("hello")));
    try (RawClient client = connect()) {
      client.get("/app/first", "X-Request-ID: first").read();
      next();
      client.send("GET /app/\u0001 HTTP/1.1\r\nHost: contract.test\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(400);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.outcome()).isEqualTo(Outcome.BAD_REQUEST);
    assertThat(exchange.requestId()).isNotEqualTo("first");
  }

  /** What the contract expects of servlets. */
  static void assertServletRoute(Exchange exchange) {
    assertThat(exchange.contextPath()).isEmpty();
    assertThat(exchange.servletPath()).isEqualTo("/app");
    assertThat(exchange.isServletPrefixMatch()).isTrue();
  }
}
