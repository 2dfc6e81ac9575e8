package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CircuitBreaker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Objects of ours in the container that have failed too often leave requests alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenCallbackTest extends ContractHarness {

  @Override
  String serverClass() {
    return "UndertowServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly."};
  }

  @Override
  String entryPoint() {
    return "undertow";
  }

  private void fail(String callback) {
    CircuitBreaker breaker = capture().callback(callback);
    for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
      breaker.failed(new IllegalStateException("made to fail"));
    }
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  @Order(1)
  void without_body_capture_the_exchange_is_told_all_the_same() throws Exception {
    serve(request -> request.respond(500, "text/plain", request.readBody()));
    fail("undertow request body");
    fail("undertow response body");

    assertThat(post("/app/x", text(50_000), "Content-Type: text/plain").body())
        .isEqualTo(text(50_000));

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(500);
    assertThat(captured.exchange().responseBytes()).isEqualTo(50_000);
    assertThat(captured.requestBody()).isNull();
    assertThat(captured.responseBody()).isNull();
  }

  @Test
  @Order(2)
  void without_the_listener_nothing_is_begun() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("ok")));
    fail("undertow completion listener");
    long before = capture().ring().accepted();

    assertThat(get("/app/x").text()).isEqualTo("ok");

    assertThat(capture().ring().accepted()).isEqualTo(before);
  }

  @Override
  @AfterEach
  void leavesNothingBehind() {
    assertThat(capture().openExchanges().snapshot()).isEmpty();
    assertThat(capture().bodyMemory().reservedBytes()).isZero();
  }

  @Override
  @AfterAll
  void stopServer() throws Exception {
    stopRunning();
  }
}
