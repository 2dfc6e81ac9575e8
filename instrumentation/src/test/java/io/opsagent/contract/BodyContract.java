package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.BodyOmission;
import io.opsagent.capture.BodyPart;
import io.opsagent.capture.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What passes as bodies, and what the application and the client see of us: nothing. */
abstract class BodyContract extends ContractHarness {
  private static final int MAX_BODY_BYTES = 16 * 1024;

  /** Whether the server reads a request body although the application does not. */
  boolean readsBodiesUnasked() {
    return false;
  }

  @Test
  void the_body_of_an_error_is_copied_exactly() throws Exception {
    serve(request -> request.respond(500, "application/json", utf8("{\"error\":\"späte\"}")));

    assertThat(get("/app/fails").status()).isEqualTo(500);

    Captured captured = next();
    assertThat(captured.exchange().status()).isEqualTo(500);
    assertThat(captured.responseText()).isEqualTo("{\"error\":\"späte\"}");
    BodyCapture body = Objects.requireNonNull(captured.exchange().responseBody());
    assertThat(body.mediaType()).startsWith("application/json");
    assertThat(body.contentEncoding()).isNull();
    assertThat(captured.responseTruncated()).isFalse();
  }

  @Test
  void the_body_of_an_error_in_pieces_is_copied_exactly() throws Exception {
    byte[] all = text(10_000);
    serve(
        request ->
            request.stream(
                503,
                "text/plain",
                List.of(
                        Arrays.copyOfRange(all, 0, 1),
                        Arrays.copyOfRange(all, 1, 1_025),
                        Arrays.copyOfRange(all, 1_025, 10_000))
                    .iterator()));

    assertThat(get("/app/pieces").body()).isEqualTo(all);

    Captured captured = next();
    assertThat(captured.responseBody()).isEqualTo(all);
    assertThat(captured.exchange().responseBytes()).isEqualTo(10_000);
  }

  @Test
  void a_long_error_reaches_the_client_whole_and_us_up_to_the_limit() throws Exception {
    byte[] all = text(3_000_000);
    serve(request -> request.respond(500, "text/plain", all));

    assertThat(get("/app/long").body()).isEqualTo(all);

    Captured captured = next();
    assertThat(captured.responseBody()).isEqualTo(Arrays.copyOf(all, MAX_BODY_BYTES));
    assertThat(captured.exchange().responseBytes()).isEqualTo(3_000_000);
    BodyCapture body = Objects.requireNonNull(captured.exchange().responseBody());
    assertThat(body.totalBytes()).isEqualTo(3_000_000);
    assertThat(captured.responseTruncated()).isTrue();
  }

  @Test
  void an_uneventful_answer_of_a_megabyte_is_counted_and_not_copied() throws Exception {
    byte[] all = text(1_048_576);
    serve(request -> request.respond(200, "text/plain", all));

    assertThat(get("/app/big").body()).isEqualTo(all);

    Captured captured = next();
    assertThat(captured.responseBody()).isNull();
    assertThat(captured.exchange().responseBytes()).isEqualTo(1_048_576);
  }

  @Test
  void a_json_body_is_copied_exactly() throws Exception {
    byte[] json = utf8("{\"name\":\"Zoë\",\"tags\":[1,2,3]}");
    serve(request -> request.respond(200, "application/json", request.readBody()));

    RawResponse response = post("/app/json", json, "Content-Type: application/json");

    assertThat(response.body()).isEqualTo(json);
    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(json);
    assertThat(captured.exchange().requestBytes()).isEqualTo(json.length);
    assertThat(captured.exchange().requestContentLength()).isEqualTo(json.length);
    assertThat(captured.exchange().requestContentType()).isEqualTo("application/json");
  }

  @Test
  void a_form_body_is_copied_as_bytes() throws Exception {
    byte[] form = utf8("user=anna&comment=a%20b+c");
    serve(request -> request.respond(200, "text/plain", request.readBody()));

    RawResponse response =
        post("/app/form", form, "Content-Type: application/x-www-form-urlencoded; charset=UTF-8");

    assertThat(response.body()).isEqualTo(form);
    assertThat(next().requestBody()).isEqualTo(form);
  }

  @Test
  void a_chunked_body_is_copied_without_its_chunks() throws Exception {
    serve(request -> request.respond(200, "text/plain", request.readBody()));

    try (RawClient client = connect()) {
      client.send(
          "POST /app/chunked HTTP/1.1\r\nHost: contract.test\r\n"
              + "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\n4\r\nde");
      // The rest of the second chunk comes alone.
      client.send("fg\r\n0\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("abcdefg");
    }

    Captured captured = next();
    assertThat(captured.requestText()).isEqualTo("abcdefg");
    assertThat(captured.exchange().requestBytes()).isEqualTo(7);
    assertThat(captured.exchange().requestContentLength()).isEqualTo(-1);
  }

  @Test
  void binary_bodies_are_counted_and_pass_unchanged() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    serve(request -> request.respond(500, "application/octet-stream", request.readBody()));

    RawResponse response = post("/app/binary", bytes, "Content-Type: application/octet-stream");

    assertThat(response.body()).isEqualTo(bytes);
    Captured captured = next();
    assertThat(captured.requestBody()).isNull();
    assertThat(captured.responseBody()).isNull();
    assertThat(captured.exchange().requestBytes()).isEqualTo(3_000_000);
    assertThat(captured.exchange().responseBytes()).isEqualTo(3_000_000);
  }

  @Test
  void a_long_text_body_reaches_the_application_whole_and_us_up_to_the_limit() throws Exception {
    byte[] all = text(2_000_000);
    serve(request -> request.respond(200, "application/octet-stream", request.readBody()));

    assertThat(post("/app/upload", all, "Content-Type: text/plain").body()).isEqualTo(all);

    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(Arrays.copyOf(all, MAX_BODY_BYTES));
    assertThat(captured.exchange().requestBytes()).isEqualTo(2_000_000);
  }

  @Test
  void a_body_that_nobody_reads_is_unread() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("not interested")));

    try (RawClient client = connect()) {
      client.request("POST", "/app/unread", text(5_000), "Content-Type: text/plain");
      assertThat(client.read().text()).isEqualTo("not interested");
      assertThat(client.get("/app/after").read().text()).isEqualTo("not interested");
    }

    List<Captured> both = take(2);
    Exchange exchange = both.get(0).exchange();
    assertThat(exchange.requestContentLength()).isEqualTo(5_000);
    assertThat(exchange.requestBytes()).isEqualTo(readsBodiesUnasked() ? 5_000 : 0);
    assertThat(exchange.isRequestBodyUnread()).isEqualTo(!readsBodiesUnasked());
    assertThat(both.get(1).exchange().isRequestBodyUnread()).isFalse();
    assertThat(both.get(1).exchange().path()).isEqualTo("/app/after");
  }

  @Test
  void a_chunked_body_that_nobody_reads_is_unread() throws Exception {
    serve(request -> request.respond(200, "text/plain", utf8("not interested")));

    try (RawClient client = connect()) {
      client.send(
          "POST /app/unread HTTP/1.1\r\nHost: contract.test\r\nContent-Type: text/plain\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
      assertThat(client.read().text()).isEqualTo("not interested");
    }

    Exchange exchange = next().exchange();
    assertThat(exchange.requestContentLength()).isEqualTo(-1);
    assertThat(exchange.isRequestBodyUnread()).isEqualTo(!readsBodiesUnasked());
  }

  @Test
  void the_parts_of_an_upload_are_listed_and_their_contents_are_not_kept() throws Exception {
    byte[] file = text(1_000_000);
    ByteArrayOutputStream upload = new ByteArrayOutputStream();
    upload.writeBytes(
        utf8(
            "--AaB03x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
                + "--AaB03x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\""
                + "\r\nContent-Type: text/plain\r\n\r\n"));
    upload.writeBytes(file);
    upload.writeBytes(utf8("\r\n--AaB03x--\r\n"));
    serve(request -> request.respond(200, "application/octet-stream", request.readBody()));

    RawResponse response =
        post(
            "/app/multipart",
            upload.toByteArray(),
            "Content-Type: multipart/form-data; boundary=AaB03x");

    assertThat(response.body()).isEqualTo(upload.toByteArray());
    Captured captured = next();
    assertThat(captured.requestBody()).isNull();
    assertThat(captured.exchange().requestBytes()).isEqualTo(upload.size());
    assertThat(captured.requestParts())
        .extracting(BodyPart::contentBytes)
        .containsExactly(5L, (long) file.length);
    assertThat(captured.requestParts())
        .extracting(part -> new String(part.header(), StandardCharsets.US_ASCII))
        .containsExactly(
            "Content-Disposition: form-data; name=\"note\"\r\n",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n");
  }

  @Test
  void an_encoded_body_is_copied_as_it_passes() throws Exception {
    byte[] gzip = gzip(utf8("{\"a\":1}"));
    serve(request -> request.respond(200, "text/plain", utf8(request.readBody().length + "")));

    RawResponse response =
        post("/app/gzip", gzip, "Content-Type: application/json", "Content-Encoding: gzip");

    assertThat(response.text()).isEqualTo(String.valueOf(gzip.length));
    Captured captured = next();
    assertThat(captured.requestBody()).isEqualTo(gzip);
    assertThat(Objects.requireNonNull(captured.exchange().requestBody()).contentEncoding())
        .isEqualTo("gzip");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  @Test
  void a_short_text_without_a_type_is_copied_and_other_bytes_are_not() throws Exception {
    serve(request -> request.respond(200, "image/png", request.readBody()));

    assertThat(post("/app/untyped", utf8("Zürich")).status()).isEqualTo(200);
    assertThat(next().requestText()).isEqualTo("Zürich");

    assertThat(post("/app/untyped", new byte[] {1, 2, 3}).status()).isEqualTo(200);
    assertThat(next().requestBody()).isNull();
  }

  @Test
  void a_stream_reaches_the_client_and_is_counted() throws Exception {
    byte[] piece = text(100);
    serve(request -> request.stream(500, "text/plain", Collections.nCopies(20, piece).iterator()));

    assertThat(get("/app/flushes").body()).hasSize(2_000);

    Captured captured = next();
    assertThat(captured.responseBody()).isNull();
    assertThat(captured.exchange().responseBytes()).isEqualTo(2_000);
    assertThat(Objects.requireNonNull(captured.exchange().responseBody()).omission())
        .isEqualTo(BodyOmission.STREAM);
  }

  @Test
  void a_range_is_counted() throws Exception {
    serve(request -> request.respond(206, "text/plain", text(50)));

    assertThat(get("/app/range").body()).hasSize(50);

    assertThat(next().responseBody()).isNull();
  }

  @Test
  void an_answer_to_head_has_no_body() throws Exception {
    serve(request -> request.respond(404, "text/plain", utf8("never sent")));

    try (RawClient client = connect()) {
      RawResponse response = client.request("HEAD", "/app/head", NO_BODY).read(false);
      assertThat(response.status()).isEqualTo(404);
      assertThat(client.request("HEAD", "/app/head", NO_BODY).read(false).status()).isEqualTo(404);
    }

    for (Captured captured : take(2)) {
      assertThat(captured.exchange().method()).isEqualTo("HEAD");
      assertThat(captured.exchange().responseBytes()).isZero();
      assertThat(captured.exchange().responseBody()).isNull();
    }
  }

  @Test
  void not_modified_and_no_content_have_no_body() throws Exception {
    serve(
        request ->
            request.respond(Integer.parseInt(String.valueOf(request.query())), null, NO_BODY));

    try (RawClient client = connect()) {
      assertThat(client.get("/app/status?204").read().status()).isEqualTo(204);
      assertThat(client.get("/app/status?304").read().status()).isEqualTo(304);
    }

    List<Captured> both = take(2);
    assertThat(both.get(0).exchange().status()).isEqualTo(204);
    assertThat(both.get(1).exchange().status()).isEqualTo(304);
    assertThat(both).allSatisfy(c -> assertThat(c.exchange().responseBytes()).isZero());
  }

  @Test
  void an_event_stream_is_counted_even_when_it_fails() throws Exception {
    serve(request -> request.respond(500, "text/event-stream", text(2_000)));

    assertThat(get("/app/events").body()).hasSize(2_000);

    Captured captured = next();
    assertThat(captured.responseBody()).isNull();
    assertThat(captured.exchange().responseBytes()).isEqualTo(2_000);
  }
}
