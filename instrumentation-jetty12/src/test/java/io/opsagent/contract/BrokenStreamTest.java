package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CircuitBreaker;
import io.opsagent.weaving.Plugin;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream of ours that has failed too often leaves requests alone. */
class BrokenStreamTest extends ContractHarness {

  @Override
  String serverClass() {
    return "Jetty12Server";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.eclipse.jetty.", "org.slf4j."};
  }

  @Override
  String entryPoint() {
    return "jetty";
  }

  @Override
  List<Plugin> furtherPlugins() {
    return Jetty12Contract.PLUGINS;
  }

  @Test
  void answers_go_on_and_nothing_is_begun() throws Exception {
    CircuitBreaker breaker = capture().callback("jetty 12 stream");
    serve(
        request -> {
          byte[] body = request.readBody();
          // In the middle of a request that has begun.
          for (int i = 0; i < CircuitBreaker.MAX_FAILURES; i++) {
            breaker.failed(new IllegalStateException("made to fail"));
          }
          request.respond(500, "text/plain", body);
        });

    assertThat(post("/app/x", text(50_000), "Content-Type: text/plain").body())
        .isEqualTo(text(50_000));
    assertThat(breaker.isOpen()).isTrue();
    assertThat(next().responseBody()).isNull();

    assertThat(post("/app/x", text(50_000), "Content-Type: text/plain").body())
        .isEqualTo(text(50_000));
    assertThat(capture().ring().poll()).isNull();
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
