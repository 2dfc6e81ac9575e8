package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What only Undertow has. */
class UndertowHandlersTest extends ContractHarness {
  private static final String TEXT = "all of it ".repeat(500);

  @Override
  String serverClass() {
    return "UndertowHandlersServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.undertow.", "org.xnio.", "org.jboss.", "org.wildfly."};
  }

  @Override
  String entryPoint() {
    return "undertow";
  }

  @Test
  void an_answer_from_the_io_thread_is_copied() throws Exception {
    assertThat(get("/io-thread").text()).isEqualTo(TEXT);

    Captured captured = next();
    assertThat(captured.responseText()).isEqualTo(TEXT);
    assertThat(captured.exchange().threadName()).contains("I/O");
  }

  @Test
  void a_request_that_changes_threads_twice_is_one_exchange() throws Exception {
    assertThat(get("/twice").text()).isEqualTo(TEXT);

    assertThat(next().responseText()).isEqualTo(TEXT);
  }

  @Test
  void an_encoded_answer_is_kept_with_the_name_of_its_encoding() throws Exception {
    RawResponse response = get("/gzip", "Accept-Encoding: gzip");
    assertThat(response.headers()).containsEntry("content-encoding", "gzip");

    Captured captured = next();
    BodyCapture body = Objects.requireNonNull(captured.exchange().responseBody());
    assertThat(body.contentEncoding()).isEqualTo("gzip");
    byte[] copied = Objects.requireNonNull(captured.responseBody());
    assertThat(copied).isEqualTo(response.body());
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(copied))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
    assertThat(captured.exchange().responseBytes()).isEqualTo(copied.length);
  }

  @Test
  void a_body_that_is_received_by_callbacks_is_copied() throws Exception {
    byte[] body = text(100_000);

    assertThat(post("/echo", body, "Content-Type: text/plain").body()).isEqualTo(body);

    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(text(16 * 1024));
    assertThat(captured.exchange().requestBytes()).isEqualTo(100_000);
  }

  @Test
  void a_file_is_counted() throws Exception {
    assertThat(get("/file").body()).hasSize(240_000);

    Captured captured = next();
    assertThat(captured.exchange().responseBytes()).isEqualTo(240_000);
    assertThat(captured.responseBody()).isEmpty();
    assertThat(captured.responseTruncated()).isTrue();
  }

  @Test
  void a_rejected_worker_is_an_answer_of_503() throws Exception {
    assertThat(get("/rejected").status()).isEqualTo(503);

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(503);
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_request_that_upgrades_to_http2_is_one_exchange() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/io-thread"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.body()).isEqualTo(TEXT);

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(response.statusCode());
    assertThat(captured.exchange().path()).isEqualTo("/io-thread");
  }

  @Test
  void a_stream_that_its_client_resets_is_aborted() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/endless")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    // Before the end of the answer: the client sends RST_STREAM.
    response.body().close();

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/endless");
    assertThat(exchange.outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void an_answer_without_body_on_a_stream_is_complete() throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/nothing"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(404);

    assertThat(next().exchange().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void a_request_that_is_rewritten_keeps_the_path_that_was_asked_for() throws Exception {
    assertThat(get("/rewritten/a?a=1").text()).isEqualTo(TEXT);

    Exchange exchange = next().exchange();
    assertThat(exchange.path()).isEqualTo("/rewritten/a");
    assertThat(exchange.query()).isEqualTo("a=1");
  }
}
