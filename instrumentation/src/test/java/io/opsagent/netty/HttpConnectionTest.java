package io.opsagent.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import io.opsagent.weaving.TestEngine;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pairing of requests and answers on one channel, message by message. */
class HttpConnectionTest {
  private final HttpConnection connection = new HttpConnection(new EmbeddedChannel());

  @BeforeAll
  static void installCapture() throws Exception {
    assertThat(new TestEngine(false).capture()).isNotNull();
    // Keeps the capture that was installed when it was loaded.
    assertThat(NettyBinding.CAPTURE).isNotNull();
  }

  @AfterEach
  void nothingIsOpen() {
    connection.closed();
    for (Exchange e = poll(); e != null; e = poll()) {
      e.releaseBodies();
    }
    assertThat(NettyBinding.CAPTURE.openExchanges().snapshot()).isEmpty();
    assertThat(NettyBinding.CAPTURE.bodyMemory().reservedBytes()).isZero();
  }

  private static @Nullable Exchange poll() {
    return NettyBinding.CAPTURE.ring().poll();
  }

  private static Exchange next() {
    return Objects.requireNonNull(poll(), "no exchange has ended");
  }

  private static HttpRequest head(String target) {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, target);
  }

  private static HttpRequest textHead(String target, int length) {
    HttpRequest head = head(target);
    head.headers().set("Content-Type", "text/plain").set("Content-Length", length);
    return head;
  }

  private void ask(String target) {
    connection.received(head(target));
    connection.received(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  private static HttpResponse answer(int status) {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
  }

  private void reply(int status) {
    connection.sending(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status)));
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  @Test
  void answers_belong_to_requests_in_their_order() {
    ask("/1");
    ask("/2");
    reply(201);
    reply(202);

    Exchange first = next();
    assertThat(first.path()).isEqualTo("/1");
    assertThat(first.status()).isEqualTo(201);
    Exchange second = next();
    assertThat(second.path()).isEqualTo("/2");
    assertThat(second.status()).isEqualTo(202);
  }

  @Test
  void a_thousand_may_be_open_and_the_pairs_stay_right_after_more() {
    for (int i = 0; i < 1_500; i++) {
      ask("/" + i);
    }
    assertThat(NettyBinding.CAPTURE.openExchanges().snapshot())
        .hasSize(HttpConnection.MAX_OPEN_EXCHANGES);

    for (int i = 0; i < 1_500; i++) {
      reply(200);
    }
    for (int i = 0; i < HttpConnection.MAX_OPEN_EXCHANGES; i++) {
      assertThat(next().path()).isEqualTo("/" + i);
    }
    assertThat(poll()).isNull();

    ask("/again");
    reply(204);
    Exchange again = next();
    assertThat(again.path()).isEqualTo("/again");
    assertThat(again.status()).isEqualTo(204);
  }

  @Test
  void informational_answers_are_not_the_answer() {
    ask("/1");
    reply(100);
    connection.sending(answer(103));
    connection.sending(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(poll()).isNull();

    reply(200);

    assertThat(next().status()).isEqualTo(200);
    assertThat(poll()).isNull();
  }

  @Test
  void an_upgrade_ends_the_exchange_and_the_capture_of_the_channel() {
    ask("/socket");
    connection.sending(answer(101));
    connection.sending(LastHttpContent.EMPTY_LAST_CONTENT);
    ask("/not-http-any-more");
    reply(200);

    Exchange exchange = next();
    assertThat(exchange.status()).isEqualTo(101);
    assertThat(exchange.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(poll()).isNull();
  }

  @Test
  void an_answer_before_the_end_of_the_request_ends_the_exchange() {
    connection.received(textHead("/upload", 6));
    connection.received(new DefaultHttpContent(ascii("abc")));
    reply(413);
    connection.received(new DefaultHttpContent(ascii("def")));
    connection.received(LastHttpContent.EMPTY_LAST_CONTENT);
    ask("/next");
    reply(200);

    Exchange refused = next();
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.requestBytes()).isEqualTo(3);
    BodyCapture body = Objects.requireNonNull(refused.requestBody());
    assertThat(new String(body.bytes(), StandardCharsets.US_ASCII)).isEqualTo("abc");
    refused.releaseBodies();
    assertThat(next().path()).isEqualTo("/next");
  }

  @Test
  void content_is_copied_and_left_as_it_was() {
    ByteBuf direct = Unpooled.directBuffer().writeBytes(ascii("__direct__"));
    direct.readerIndex(2).writerIndex(8);
    ByteBuf composite = Unpooled.wrappedBuffer(ascii("com"), ascii("posite"));
    ByteBuf heap = ascii("xheap").readerIndex(1);
    connection.received(textHead("/body", 19));
    for (ByteBuf content : new ByteBuf[] {direct, composite, heap}) {
      connection.received(new DefaultHttpContent(content));
    }
    connection.received(LastHttpContent.EMPTY_LAST_CONTENT);
    reply(200);

    Exchange exchange = next();
    BodyCapture body = Objects.requireNonNull(exchange.requestBody());
    assertThat(new String(body.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("directcompositeheap");
    exchange.releaseBodies();
    assertThat(direct.readerIndex()).isEqualTo(2);
    assertThat(direct.writerIndex()).isEqualTo(8);
    assertThat(heap.readerIndex()).isEqualTo(1);
    for (ByteBuf content : new ByteBuf[] {direct, composite, heap}) {
      assertThat(content.refCnt()).isEqualTo(1);
      assertThat(content.release()).isTrue();
    }
  }

  @Test
  void buffers_and_files_of_an_answer_are_counted() {
    ask("/file");
    HttpResponse head = answer(500);
    head.headers().set("Content-Type", "text/plain");
    connection.sending(head);
    connection.sending(ascii("head;"));
    connection.sending(new DefaultFileRegion(new File("never opened"), 0, 100_000));
    connection.sending(new DefaultLastHttpContent(ascii("tail")));

    Exchange exchange = next();
    assertThat(exchange.responseBytes()).isEqualTo(100_009);
    BodyCapture body = Objects.requireNonNull(exchange.responseBody());
    assertThat(body.isTruncated()).isTrue();
    exchange.releaseBodies();
  }

  @Test
  void a_channel_that_closes_aborts_what_is_open() {
    ask("/waits");
    connection.received(textHead("/half", 10));
    connection.sending(answer(200));

    connection.closed();

    Exchange begun = next();
    assertThat(begun.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(begun.status()).isEqualTo(200);
    Exchange waiting = next();
    assertThat(waiting.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(waiting.status()).isZero();
    ask("/too-late");
    assertThat(NettyBinding.CAPTURE.openExchanges().snapshot()).isEmpty();
  }

  @Test
  void a_target_that_the_application_rewrites_stays_that_of_the_client() {
    HttpRequest head = head("/old?x=1");
    connection.received(head);
    head.setUri("/new?y=2");
    head.setMethod(HttpMethod.GET);
    connection.received(LastHttpContent.EMPTY_LAST_CONTENT);
    reply(200);

    Exchange exchange = next();
    assertThat(exchange.method()).isEqualTo("POST");
    assertThat(exchange.path()).isEqualTo("/old");
    assertThat(exchange.query()).isEqualTo("x=1");
  }

  @Test
  void a_body_that_is_inflated_later_keeps_the_name_of_its_encoding() {
    HttpRequest head = textHead("/gzip", 3);
    head.headers().set("Content-Encoding", "gzip");
    connection.received(head);
    head.headers().remove("Content-Encoding");
    connection.received(new DefaultLastHttpContent(ascii("zip")));
    reply(200);

    Exchange exchange = next();
    BodyCapture body = Objects.requireNonNull(exchange.requestBody());
    assertThat(body.contentEncoding()).isEqualTo("gzip");
    exchange.releaseBodies();
  }

  @Test
  void a_broken_chunk_makes_it_a_bad_request_even_when_the_channel_closes() {
    connection.received(textHead("/chunks", 9));
    DefaultHttpContent broken = new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
    broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("no number")));
    connection.received(broken);

    connection.closed();

    assertThat(next().outcome()).isEqualTo(Outcome.BAD_REQUEST);
  }

  @Test
  void content_that_was_released_already_is_passed_over() {
    ask("/released");
    HttpResponse head = answer(500);
    head.headers().set("Content-Type", "text/plain");
    connection.sending(head);
    ByteBuf gone = ascii("gone");
    assertThat(gone.release()).isTrue();
    connection.sending(gone);
    connection.sending(LastHttpContent.EMPTY_LAST_CONTENT);

    assertThat(next().responseBytes()).isZero();
  }

  @Test
  void an_answer_without_a_request_is_nobodys() {
    reply(408);
    ask("/after");
    reply(200);

    assertThat(next().path()).isEqualTo("/after");
    assertThat(poll()).isNull();
  }
}
