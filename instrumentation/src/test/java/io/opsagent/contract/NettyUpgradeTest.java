package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A connection of Netty 4.1 that goes over to HTTP/2. */
class NettyUpgradeTest extends ContractHarness {

  @Override
  String serverClass() {
    return "NettyUpgradeServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.netty."};
  }

  @Override
  String entryPoint() {
    return "netty";
  }

  @Test
  void an_upgrade_to_http_2_is_one_exchange_and_its_streams_are_left_alone() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/app/upgrade"))
            .timeout(Duration.ofSeconds(20))
            .build();

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("by stream");
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/app/upgrade");
    assertThat(exchange.status()).isEqualTo(101);
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_client_that_does_not_ask_stays_with_its_protocol() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("as before")));

    assertThat(get("/app/plain").text()).isEqualTo("as before");

    assertThat(next().exchange().status()).isEqualTo(200);
  }
}
