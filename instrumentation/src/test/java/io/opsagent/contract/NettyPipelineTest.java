package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Netty with more in the pipeline than the codec. */
class NettyPipelineTest extends ContractHarness {

  @Override
  String serverClass() {
    return "NettyAggregatingServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"io.netty."};
  }

  @Override
  String entryPoint() {
    return "netty";
  }

  private static byte[] gunzip(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void a_compressed_answer_is_kept_with_the_name_of_its_encoding() throws Exception {
    byte[] text = text(5_000);
    serve(request -> request.respond(500, "text/plain", text));

    RawResponse response = get("/app/gzip", "Accept-Encoding: gzip");
    assertThat(gunzip(response.body())).isEqualTo(text);

    Captured captured = next();
    BodyCapture body = Objects.requireNonNull(captured.exchange().responseBody());
    assertThat(body.contentEncoding()).isEqualTo("gzip");
    assertThat(gunzip(Objects.requireNonNull(captured.responseBody()))).isEqualTo(text);
  }

  @Test
  void a_compressed_request_is_kept_as_it_came() throws Exception {
    byte[] text = text(5_000);
    serve(request -> request.respond(200, "application/octet-stream", request.readBody()));

    RawResponse response =
        post("/app/gzip", gzip(text), "Content-Type: text/plain", "Content-Encoding: gzip");
    assertThat(response.body()).as("the application sees plain text").isEqualTo(text);

    Captured captured = next();
    BodyCapture body = Objects.requireNonNull(captured.exchange().requestBody());
    assertThat(body.contentEncoding()).isEqualTo("gzip");
    assertThat(gunzip(Objects.requireNonNull(captured.requestBody()))).isEqualTo(text);
  }

  @Test
  void a_request_that_is_too_large_is_answered_before_its_end() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("never")));

    try (RawClient client = connect()) {
      client.send(
          "POST /app/large HTTP/1.1\r\nHost: contract.test\r\nContent-Type: text/plain\r\n"
              + "Content-Length: 1000000\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(413);
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.status()).isEqualTo(413);
    assertThat(exchange.requestContentLength()).isEqualTo(1_000_000);
  }

  @Test
  void a_client_that_waits_for_100_gets_one_exchange() throws Exception {
    serve(request -> request.respond(200, "text/plain", request.readBody()));

    try (RawClient client = connect()) {
      client.send(
          "POST /app/expect HTTP/1.1\r\nHost: contract.test\r\nContent-Type: text/plain\r\n"
              + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(100);
      client.send("hello");
      assertThat(client.read().text()).isEqualTo("hello");
    }

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(200);
    assertThat(captured.requestText()).isEqualTo("hello");
  }

  @Test
  void a_client_that_goes_away_before_the_answer_leaves_an_aborted_exchange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    serve(request -> asked.countDown());

    RawClient client = connect();
    client.get("/app/never");
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    client.reset();

    Exchange exchange = next().exchange();
    assertThat(exchange.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(exchange.status()).isZero();
    assertThat(exchange.failure()).as("the client's going away is no failure of ours").isNull();
  }

  @Test
  void text_in_two_charsets_passes_unchanged() throws Exception {
    byte[] latin = "späte Grüße".getBytes(StandardCharsets.ISO_8859_1);
    serve(request -> request.respond(404, "text/plain; charset=iso-8859-1", request.readBody()));

    assertThat(post("/app/latin", latin, "Content-Type: text/plain; charset=ISO-8859-1").body())
        .isEqualTo(latin);

    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(latin);
    assertThat(captured.responseBody()).isEqualTo(latin);
  }
}
