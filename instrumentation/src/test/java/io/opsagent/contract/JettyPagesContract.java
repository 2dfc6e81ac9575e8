package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Servlets among what comes with Jetty: login, compression, static files, error pages. */
abstract class JettyPagesContract extends ContractHarness {
  private static final int TEXT_BYTES = 5_000;

  @Override
  String serverClass() {
    return "JettyPagesServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.eclipse.jetty.", "org.slf4j.", "javax.servlet.", "jakarta.servlet."};
  }

  @Override
  String entryPoint() {
    return "jetty";
  }

  /** Whether bytes are seen below what Jetty encodes. */
  boolean seesEncodedBytes() {
    return false;
  }

  /** Whether the agent keeps something where the application can see it. */
  boolean hasVisibleState() {
    return true;
  }

  private static void assertServlet(Exchange exchange, String path) {
    assertThat(exchange.contextPath()).isEqualTo("/pages");
    assertThat(exchange.servletPath()).isEqualTo(path);
    assertThat(exchange.isServletPrefixMatch()).isFalse();
  }

  @Test
  void an_error_page_replaces_what_was_reset() throws Exception {
    RawResponse response = get("/pages/reset");
    assertThat(response.status()).isEqualTo(503);

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(503);
    assertThat(captured.responseText()).isEqualTo(response.text()).contains("later");
    assertThat(captured.exchange().responseBytes()).isEqualTo(response.body().length);
    assertServlet(captured.exchange(), "/reset");
  }

  @Test
  void an_error_page_replaces_what_a_servlet_wrote_before_it_failed() throws Exception {
    RawResponse response = get("/pages/fails");
    assertThat(response.status()).isEqualTo(500);

    Captured captured = next();
    assertThat(captured.responseText()).isEqualTo(response.text()).contains("boom");
    assertThat(captured.exchange().failure()).hasMessage("boom");
    assertThat(captured.exchange().isFailureUnhandled()).isTrue();
    assertServlet(captured.exchange(), "/fails");
  }

  @Test
  void what_jetty_compresses_is_counted_as_the_application_wrote_it() throws Exception {
    RawResponse response = get("/pages/text", "Accept-Encoding: gzip");
    assertThat(response.headers()).containsEntry("content-encoding", "gzip");

    Exchange exchange = next().exchange();
    assertThat(exchange.isTimedOut()).isFalse();
    if (seesEncodedBytes()) {
      assertThat(exchange.responseBytes()).isEqualTo(response.body().length);
    } else {
      assertThat(exchange.responseBytes()).isEqualTo(TEXT_BYTES);
      assertThat(exchange.responseSentBytes()).isEqualTo(response.body().length);
    }
  }

  @Test
  void what_the_application_compresses_is_kept_with_the_name_of_its_encoding() throws Exception {
    RawResponse response = get("/pages/own-gzip", "Accept-Encoding: gzip");

    Captured captured = next();
    BodyCapture body = Objects.requireNonNull(captured.exchange().responseBody());
    assertThat(body.contentEncoding()).isEqualTo("gzip");
    assertThat(captured.responseBody()).isEqualTo(response.body());
  }

  @Test
  void a_form_that_jetty_parses_is_copied() throws Exception {
    byte[] form = utf8("a=1&b=%C3%A9");
    RawResponse response =
        post("/pages/form", form, "Content-Type: application/x-www-form-urlencoded");
    assertThat(response.status()).isEqualTo(200);

    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(form);
    assertThat(captured.exchange().requestBytes()).isEqualTo(form.length);
  }

  @Test
  void a_forward_keeps_path_query_and_route_of_the_request() throws Exception {
    assertThat(get("/pages/forward?n=1").text()).isEqualTo("hello");

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/pages/forward");
    assertThat(exchange.query()).isEqualTo("n=1");
    assertServlet(exchange, "/forward");
  }

  @Test
  void an_asynchronous_dispatch_keeps_path_query_and_route_of_the_request() throws Exception {
    assertThat(get("/pages/again?n=1").text()).isEqualTo("hello");

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/pages/again");
    assertThat(exchange.query()).isEqualTo("n=1");
    assertServlet(exchange, "/again");
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_timeout_that_nobody_handles_ends_the_exchange_as_the_client_sees_it() throws Exception {
    int status = get("/pages/timeout").status();

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(status).isGreaterThanOrEqualTo(500);
    assertThat(captured.durationMillis()).isGreaterThanOrEqualTo(200);
    assertThat(captured.exchange().isTimedOut()).isTrue();
    assertThat(captured.exchange().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void an_exception_after_the_start_of_asynchronous_work_is_part_of_the_exchange()
      throws Exception {
    assertThat(get("/pages/broken-later").status()).isEqualTo(500);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(500);
    assertThat(exchange.failure()).hasMessage("after startAsync");
  }

  @Test
  void a_user_is_named_and_one_who_may_not_is_none() throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString("alice:wonderland".getBytes(StandardCharsets.UTF_8));
    assertThat(get("/pages/user", "Authorization: Basic " + credentials).text()).isEqualTo("alice");
    assertThat(next().exchange().user()).isEqualTo("alice");

    RawResponse refused = get("/pages/user");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers()).doesNotContainKey("set-cookie");
    Exchange exchange = next().exchange();
    assertThat(exchange.user()).isNull();
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_static_file_is_counted_and_has_no_servlet() throws Exception {
    assertThat(get("/pages/a.txt").body()).hasSize(300_000);

    Captured captured = next();
    assertThat(captured.exchange().responseBytes()).isEqualTo(300_000);
    assertThat(captured.responseBody()).isNull();
    assertThat(captured.exchange().contextPath()).isEqualTo("/pages");
    assertThat(captured.exchange().servletPath()).isNull();
  }

  @Test
  void an_extension_is_no_servlet_worth_telling() throws Exception {
    assertThat(get("/pages/some.page").text()).isEqualTo("hello");

    Exchange exchange = next().exchange();
    assertThat(exchange.contextPath()).isEqualTo("/pages");
    assertThat(exchange.servletPath()).isNull();
  }

  @Test
  void what_the_application_sees_of_us_is_one_attribute_at_most() throws Exception {
    String attributes = get("/pages/attributes").text();

    assertThat(attributes.contains("io.opsagent")).isEqualTo(hasVisibleState());
    assertThat(next().exchange().status()).isEqualTo(200);
  }
}
