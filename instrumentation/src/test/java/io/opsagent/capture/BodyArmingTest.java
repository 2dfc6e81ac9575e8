package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided at the first byte of a body (docs/spec/instrumentation.md 4.3, 4.4). */
class BodyArmingTest {
  private static final int LIMIT_BYTES = 1_000;

  private final BodyMemory memory = new BodyMemory(100_000);
  private final Capture capture = capture(LIMIT_BYTES, false);
  private final Exchange exchange = Objects.requireNonNull(capture.begin("test"));
  private final Message message = new Message();

  private Capture capture(int limitBytes, boolean keepUneventful) {
    return new Capture(
        new ExchangeRing(16),
        new OpenExchanges(16),
        memory,
        new CaptureSettings(keepUneventful, limitBytes, false));
  }

  private BodyCapture request() {
    return capture.requestBody(exchange, new Adapter(), message);
  }

  private BodyCapture response() {
    return capture.responseBody(exchange, new Adapter(), message, true);
  }

  private static void write(BodyCapture body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.append(bytes, 0, bytes.length);
  }

  private static String text(BodyCapture body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/plain | | | NOT_KEPT",
        "500 | image/png | | | NOT_TEXT",
        "500 | multipart/mixed | | | NOT_TEXT",
        "500 | text/plain | br | | ENCODED",
        "500 | multipart/mixed; boundary=x | gzip | | ENCODED",
        "500 | text/csv | | attachment; filename=a.csv | ATTACHMENT",
        "500 | text/csv | | Attachment | ATTACHMENT",
      })
  void an_answer_is_only_counted_and_the_reason_kept(
      int status,
      String type,
      @Nullable String encoding,
      @Nullable String disposition,
      String reason) {
    message.status = status;
    message.set("content-type", type);
    message.set("content-encoding", encoding);
    message.set("content-disposition", disposition);

    write(response(), "abc");

    assertThat(response().omission()).isEqualTo(BodyOmission.valueOf(reason));
    assertThat(response().totalBytes()).isEqualTo(3);
    assertThat(memory.reservedBytes()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"206, PARTIAL", "101, UPGRADED"})
  void even_where_everything_is_kept_ranges_and_other_protocols_are_counted(
      int status, String reason) {
    Capture whole = capture(LIMIT_BYTES, true);
    message.status = status;
    message.set("content-type", "text/plain");

    BodyCapture body = whole.responseBody(exchange, new Adapter(), message, true);

    assertThat(body.omission()).isEqualTo(BodyOmission.valueOf(reason));
  }

  @Test
  void a_tunnel_is_counted_both_ways() {
    exchange.mapped("CONNECT", "example.org:443");
    message.status = 400;
    message.set("content-type", "text/plain");

    assertThat(request().omission()).isEqualTo(BodyOmission.UPGRADED);
    assertThat(response().omission()).isEqualTo(BodyOmission.UPGRADED);
  }

  @Test
  void an_encoded_text_is_copied_as_it_passes() {
    message.status = 500;
    message.set("content-type", "text/plain");
    message.set("content-encoding", "gzip");

    assertThat(response().isCopied()).isTrue();
    assertThat(response().contentEncoding()).isEqualTo("gzip");
  }

  @Test
  void without_a_type_only_what_is_short_and_printable_is_copied() {
    message.set("content-length", "3");
    write(request(), "abc");
    assertThat(text(request())).isEqualTo("abc");

    message.status = 500;
    message.set("content-length", "1001");
    assertThat(response().omission()).isEqualTo(BodyOmission.NOT_TEXT);
    capture.responseReset(exchange);
    message.set("content-length", null);
    assertThat(response().omission()).isEqualTo(BodyOmission.NOT_TEXT);
    capture.responseReset(exchange);
    message.set("content-length", "4");
    write(response(), "a\0bc");
    assertThat(response().omission()).isEqualTo(BodyOmission.NOT_TEXT);
  }

  @Test
  void an_error_page_replaces_what_was_written_before_it() {
    message.status = 200;
    message.set("content-type", "text/plain");
    write(response(), "a good beginning");
    message.status = 503;
    message.set("content-type", "text/html");

    write(response(), "<p>sorry");
    write(response(), "</p>");

    assertThat(text(response())).isEqualTo("<p>sorry</p>");
    assertThat(response().totalBytes()).isEqualTo(12);
    assertThat(response().mediaType()).isEqualTo("text/html");
  }

  @Test
  void a_reset_forgets_a_page_of_the_same_status() {
    message.status = 500;
    message.set("content-type", "text/plain");
    write(response(), "half a page");

    capture.responseReset(exchange);
    write(response(), "another");

    assertThat(text(response())).isEqualTo("another");
  }

  @Test
  void bytes_behind_the_commit_belong_to_the_answer_whatever_the_status_says_now() {
    message.status = 500;
    message.set("content-type", "text/plain");
    exchange.committed(500);
    write(response(), "one ");
    message.status = 501;
    write(response(), "two");

    assertThat(text(response())).isEqualTo("one two");
  }

  @Test
  void a_limit_of_zero_copies_nothing() {
    Capture none = capture(0, true);
    message.set("content-type", "text/plain");

    BodyCapture body = none.requestBody(exchange, new Adapter(), message);
    write(body, "abc");

    assertThat(body.omission()).isEqualTo(BodyOmission.SWITCHED_OFF);
    assertThat(body.totalBytes()).isEqualTo(3);
  }

  @Test
  void memory_comes_back_from_the_drain_and_from_what_the_full_ring_refuses() {
    message.set("content-type", "text/plain");
    for (int i = 0; i < 20; i++) {
      Exchange one = Objects.requireNonNull(capture.begin("test"));
      write(capture.requestBody(one, new Adapter(), message), "some text");
      capture.abandon(one);
    }
    assertThat(memory.reservedBytes()).isEqualTo(16L * LIMIT_BYTES);

    for (Exchange e = capture.ring().poll(); e != null; e = capture.ring().poll()) {
      e.releaseBodies();
    }

    assertThat(memory.reservedBytes()).isZero();
    assertThat(capture.ring().refused()).isEqualTo(4);
  }

  /** Request and answer in one. */
  private static final class Message {
    private final Map<String, String> headers = new HashMap<>();
    private int status;

    private void set(String name, @Nullable String value) {
      if (value == null) {
        headers.remove(name);
      } else {
        headers.put(name, value);
      }
    }
  }

  private static final class Adapter implements BodyAdapter<Message, Message> {
    @Override
    public @Nullable String requestHeader(Message request, String name) {
      return request.headers.get(name);
    }

    @Override
    public @Nullable String responseHeader(Message response, String name) {
      return response.headers.get(name);
    }

    @Override
    public int status(Message response) {
      return response.status;
    }
  }
}
