package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.Outcome;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the bytes that passed to what the row says of a body. */
class BodyOutcomeTest {
  private final TestMessage message = new TestMessage();
  private final Masking masking =
      new Masking(new SecretNames(List.of("password", "secret", "_token")));

  @AfterEach
  void all_memory_is_given_back() {
    message.exchange.releaseBodies();
    assertThat(message.memory.reservedBytes()).isZero();
  }

  private BodyOutcome request() {
    return BodyOutcome.ofRequest(message.end(), true, masking, TestMessage.LIMIT_BYTES);
  }

  private BodyOutcome response() {
    return BodyOutcome.ofResponse(message.end(), true, masking, TestMessage.LIMIT_BYTES);
  }

  private static String details(BodyOutcome outcome) {
    StringBuilder text = new StringBuilder();
    JsonWriter json = new JsonWriter(text).beginObject();
    outcome.write(json, "b");
    json.endObject();
    return text.substring("{'b':".length(), text.length() - 1);
  }

  @Test
  void json_is_stored_as_its_value() {
    BodyOutcome body =
        message
            .request("Content-Type", "application/json; charset=ISO-8859-15")
            .read("{\"price\":\"10 €\",\"password\":1}".getBytes(Charset.forName("ISO-8859-15")))
            .outcome(this::request);

    assertThat(body.json()).isEqualTo("{\"price\":\"10 €\",\"password\":\"******\"}");
    assertThat(details(body)).isEqualTo("{\"bytes\":29}");
  }

  @Test
  void an_encoded_body_has_both_sizes() throws IOException {
    byte[] gzip = BodyDecompressionTest.gzip("{\"a\":1}".getBytes(Charset.forName("UTF-8")));
    BodyOutcome body =
        message
            .request("Content-Type", "application/json")
            .request("Content-Encoding", "gzip")
            .read(gzip)
            .outcome(this::request);

    assertThat(body.json()).isEqualTo("{\"a\":1}");
    assertThat(details(body))
        .isEqualTo("{\"bytes\":" + gzip.length + ",\"plain_bytes\":7,\"encoding\":\"gzip\"}");
  }

  @Test
  void what_the_server_compressed_itself_has_the_size_on_the_wire() {
    message.exchange.responseSentBytes(20);
    BodyOutcome body =
        message
            .response("Content-Type", "text/plain")
            .write("a plain text")
            .outcome(this::response);

    assertThat(body.json()).isEqualTo("\"a plain text\"");
    assertThat(details(body)).isEqualTo("{\"bytes\":12,\"sent_bytes\":20}");
  }

  @Test
  void a_body_that_passes_unseen_is_not_called_unread() {
    message.exchange.bodiesPassUnseen();
    BodyOutcome sent = message.request("Content-Length", "7").outcome(this::request);
    BodyOutcome answered = response();

    assertThat(details(sent)).isEqualTo("{\"bytes\":7,\"left_out\":\"not_seen\"}");
    assertThat(details(answered)).isEqualTo("{\"bytes\":0,\"left_out\":\"not_seen\"}");
  }

  @Test
  void a_body_over_the_limit_is_stored_as_far_as_it_was_copied() {
    BodyOutcome body =
        message
            .response("Content-Type", "application/json")
            .write("{\"secret\":\"x\",\"a\":[" + "1,".repeat(1_000) + "1]}")
            .outcome(this::response);

    assertThat(body.json())
        .startsWith("\"{\\\"secret\\\":\\\"******\\\",\\\"a\\\":[1,1,")
        .endsWith("1\"");
    assertThat(details(body)).isEqualTo("{\"bytes\":2022,\"left_out\":\"truncated\"}");
  }

  @Test
  void of_a_multipart_body_the_parts_are_listed_without_their_contents() {
    BodyOutcome body =
        message
            .request("Content-Type", "multipart/form-data; boundary=x")
            .read(
                "--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"zürich.png\"\r\n"
                    + "Content-Type: Image/PNG; a=b\r\n\r\nnot a picture\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=g;\r\n"
                    + " filename=\"fallback\"; filename*=UTF-8''na%C3%AFve.txt\r\n\r\n1\r\n"
                    + "--x\r\n\r\ncut")
            .outcome(this::request);

    assertThat(body.json())
        .isEqualTo(
            "{\"parts\":[{\"name\":\"password\",\"bytes\":7},"
                + "{\"name\":\"f\",\"file_name\":\"zürich.png\",\"type\":\"image/png\",\"bytes\":13},"
                + "{\"name\":\"g\",\"file_name\":\"naïve.txt\",\"bytes\":1},"
                + "{\"bytes\":3,\"complete\":false}]}");
    assertThat(body.leftOut()).isNull();
  }

  @Test
  void secrets_in_names_of_files_are_masked() {
    BodyOutcome body =
        message
            .request("Content-Type", "multipart/form-data; boundary=x")
            .read(
                "--x\r\nContent-Disposition: form-data; name=\"a\"; "
                    + "filename=\"/cb?access_token=hunter2\"\r\n\r\n--x--")
            .outcome(this::request);

    assertThat(body.json()).doesNotContain("hunter2").contains("/cb?access_token=******");
  }

  @Test
  void a_body_that_is_no_text_after_all_is_binary() {
    BodyOutcome body =
        message
            .response("Content-Type", "text/plain")
            .write(new byte[] {1, 2, 3, 0, 5})
            .outcome(this::response);

    assertThat(body.json()).isNull();
    assertThat(details(body)).isEqualTo("{\"bytes\":5,\"left_out\":\"binary\"}");
  }

  @Test
  void a_damaged_encoding_is_said() {
    BodyOutcome body =
        message
            .response("Content-Type", "text/plain")
            .response("Content-Encoding", "deflate")
            .write("not deflated")
            .outcome(this::response);

    assertThat(details(body))
        .isEqualTo("{\"bytes\":12,\"encoding\":\"deflate\",\"left_out\":\"not_decoded\"}");
  }

  @Test
  void an_unread_body_has_its_declared_length() {
    BodyOutcome body = message.request("Content-Length", "5000").outcome(this::request);
    assertThat(details(body)).isEqualTo("{\"bytes\":5000,\"left_out\":\"unread\"}");
  }

  @Test
  void an_unread_chunked_body_has_no_length() {
    BodyOutcome body = message.request("Transfer-Encoding", "chunked").outcome(this::request);
    assertThat(details(body)).isEqualTo("{\"bytes\":0,\"left_out\":\"unread\"}");
  }

  @Test
  void a_body_that_was_read_in_part_is_cut() {
    BodyOutcome body =
        message
            .request("Content-Type", "application/json")
            .request("Content-Length", "5000")
            .read("{\"a\":1,\"b")
            .outcome(this::request);

    assertThat(body.json()).isEqualTo("\"{\\\"a\\\":1\"");
    assertThat(body.leftOut()).isEqualTo("truncated");
  }

  @Test
  void an_answer_that_broke_off_is_cut_and_an_error_page_is_whole() {
    message.exchange.failedUnhandled(new IllegalStateException());
    BodyOutcome page =
        message
            .status(500)
            .response("Content-Type", "application/json")
            .write("{\"a\":1}")
            .outcome(this::response);
    assertThat(page.json()).isEqualTo("{\"a\":1}");

    TestMessage late = new TestMessage().response("Content-Type", "text/plain").write("half");
    late.exchange.outcome(Outcome.ABORTED);
    BodyOutcome half = BodyOutcome.ofResponse(late.end(), true, masking, TestMessage.LIMIT_BYTES);
    assertThat(half.json()).isEqualTo("\"half\"");
    assertThat(half.leftOut()).isEqualTo("truncated");
  }

  @Test
  void a_stream_is_counted() {
    for (int i = 0; i < 5; i++) {
      message.response("Content-Type", "text/plain").write("piece");
      message.responseBody().flushed();
    }
    BodyOutcome body = response();
    assertThat(details(body)).isEqualTo("{\"bytes\":25,\"left_out\":\"stream\"}");
  }

  @Test
  void a_used_up_memory_is_said_and_what_was_copied_is_stored() {
    TestMessage poor = new TestMessage();
    for (int i = 0; i < 200; i++) {
      TestMessage.hold(poor);
    }
    BodyOutcome body =
        poor.request("Content-Type", "text/plain")
            .read("no place for it")
            .outcome(
                () -> BodyOutcome.ofRequest(poor.end(), true, masking, TestMessage.LIMIT_BYTES));
    assertThat(body.json()).isNull();
    assertThat(details(body)).isEqualTo("{\"bytes\":15,\"left_out\":\"memory_budget\"}");
  }

  @Test
  void what_the_rules_do_not_want_is_not_kept() {
    message.request("Content-Type", "text/plain").read("abc");
    BodyOutcome body = BodyOutcome.ofRequest(message.end(), false, masking, 10);
    assertThat(details(body)).isEqualTo("{\"bytes\":3,\"left_out\":\"not_kept\"}");
  }
}
