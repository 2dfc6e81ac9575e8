package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCaptureTest {
  private static final int LIMIT_BYTES = 16 * 1024;

  private final BodyMemory memory = new BodyMemory(1024 * 1024);

  private BodyCapture copying(int limitBytes) {
    BodyCapture body = new BodyCapture(memory);
    body.copyUpTo(limitBytes, "text/plain", null);
    return body;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_buffer_is_copied_by_position_and_left_as_it_was(boolean direct) {
    byte[] bytes = random(5_000);
    ByteBuffer whole = direct ? ByteBuffer.allocateDirect(6_000) : ByteBuffer.allocate(6_000);
    whole.position(300);
    ByteBuffer buffer = whole.slice();
    buffer.put(bytes);
    buffer.position(7).mark();
    buffer.position(11);
    buffer.limit(4_000);
    BodyCapture body = copying(LIMIT_BYTES);

    body.append(buffer, 11, 2_000);
    body.append(buffer, 2_011, 1_989);

    assertThat(body.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 11, 4_000));
    assertThat(buffer.position()).isEqualTo(11);
    assertThat(buffer.limit()).isEqualTo(4_000);
    assertThat(buffer.reset().position()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_buffer_that_has_been_read_is_copied_behind_its_position(boolean direct) {
    byte[] bytes = random(100);
    ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(100) : ByteBuffer.allocate(100);
    buffer.put(bytes);
    BodyCapture body = copying(LIMIT_BYTES);

    body.append(buffer, 20, 80);

    assertThat(body.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 20, 100));
    assertThat(buffer.position()).isEqualTo(100);
  }

  @Test
  void a_read_only_buffer_is_copied_too() {
    byte[] bytes = random(100);
    BodyCapture body = copying(LIMIT_BYTES);
    body.append(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), 0, 100);
    assertThat(body.bytes()).isEqualTo(bytes);
  }

  @Test
  void bytes_one_by_one_give_the_same_copy() {
    byte[] bytes = random(LIMIT_BYTES);
    BodyCapture body = copying(LIMIT_BYTES);
    for (int i = 0; i < bytes.length; i++) {
      body.append(bytes, i, 1);
    }
    assertThat(body.bytes()).isEqualTo(bytes);
    assertThat(body.isTruncated()).isFalse();
  }

  @Test
  void beyond_the_limit_bytes_are_only_counted() {
    byte[] bytes = random(50_000);
    BodyCapture body = copying(LIMIT_BYTES);
    assertThat(body.room()).isEqualTo(LIMIT_BYTES);

    body.append(bytes, 0, 10_000);
    assertThat(body.room()).isEqualTo(LIMIT_BYTES - 10_000);
    body.append(bytes, 10_000, 40_000);
    body.count(1_000_000);

    assertThat(body.bytes()).isEqualTo(Arrays.copyOf(bytes, LIMIT_BYTES));
    assertThat(body.totalBytes()).isEqualTo(1_050_000);
    assertThat(body.isTruncated()).isTrue();
    assertThat(body.room()).isZero();
    assertThat(memory.reservedBytes()).isEqualTo(LIMIT_BYTES);
  }

  @Test
  void a_body_that_is_only_counted_takes_no_memory() {
    BodyCapture body = new BodyCapture(memory);
    body.countOnly("image/png", BodyOmission.NOT_TEXT);

    body.append(random(5_000), 0, 5_000);
    body.append(ByteBuffer.allocateDirect(100), 0, 100);

    assertThat(body.totalBytes()).isEqualTo(5_100);
    assertThat(body.isCopied()).isFalse();
    assertThat(body.room()).isZero();
    assertThat(body.bytes()).isEmpty();
    assertThat(memory.reservedBytes()).isZero();
  }

  @Test
  void a_used_up_memory_budget_cuts_the_copy_and_says_so() {
    BodyMemory small = new BodyMemory(2_000);
    BodyCapture body = new BodyCapture(small);
    body.copyUpTo(LIMIT_BYTES, "text/plain", null);
    byte[] bytes = random(5_000);

    body.append(bytes, 0, 5_000);
    body.append(bytes, 0, 5_000);

    assertThat(body.bytes()).isEqualTo(Arrays.copyOf(bytes, BodyCapture.FIRST_CHUNK_BYTES));
    assertThat(body.totalBytes()).isEqualTo(10_000);
    assertThat(body.isOutOfMemoryBudget()).isTrue();
    assertThat(body.isTruncated()).isTrue();
    assertThat(small.refusals()).isEqualTo(1);
    assertThat(small.reservedBytes()).isEqualTo(BodyCapture.FIRST_CHUNK_BYTES);
    body.releaseChunks();
    assertThat(small.reservedBytes()).isZero();
  }

  @Test
  void released_memory_is_given_back_once() {
    BodyCapture body = copying(LIMIT_BYTES);
    body.append(random(10_000), 0, 10_000);
    assertThat(memory.reservedBytes()).isGreaterThanOrEqualTo(10_000);

    body.releaseChunks();
    body.releaseChunks();

    assertThat(memory.reservedBytes()).isZero();
    assertThat(body.bytes()).isEmpty();
  }

  @Test
  void who_writes_after_the_memory_was_given_back_gets_none() {
    BodyCapture body = copying(LIMIT_BYTES);
    body.append(random(100), 0, 100);
    body.releaseChunks();

    body.append(random(5_000), 0, 5_000);
    body.restart();
    body.copyUpTo(LIMIT_BYTES, "text/plain", null);
    body.append(random(5_000), 0, 5_000);

    assertThat(memory.reservedBytes()).isZero();
    assertThat(body.bytes()).isEmpty();
  }

  @Test
  void a_fourth_piece_after_three_flushes_makes_a_stream_of_which_nothing_is_kept() {
    BodyCapture body = copying(LIMIT_BYTES);
    for (int i = 0; i < 3; i++) {
      body.append(random(100), 0, 100);
      body.flushed();
    }
    assertThat(body.isCopied()).isTrue();
    assertThat(body.bytes()).hasSize(300);

    body.append(ByteBuffer.allocateDirect(100), 0, 100);

    assertThat(body.isCopied()).isFalse();
    assertThat(body.omission()).isEqualTo(BodyOmission.STREAM);
    assertThat(body.totalBytes()).isEqualTo(400);
    assertThat(memory.reservedBytes()).isZero();
  }

  @Test
  void flushes_of_a_body_with_a_length_make_no_stream() {
    BodyCapture body = copying(LIMIT_BYTES);
    body.lengthIsKnown();
    for (int i = 0; i < 10; i++) {
      body.append(random(100), 0, 100);
      body.flushed();
    }
    assertThat(body.bytes()).hasSize(1_000);
  }

  @Test
  void full_buffers_are_no_flushes_and_short_ones_are() {
    BodyCapture full = copying(1_000_000);
    full.shortPiecesAreFlushes();
    BodyCapture shorter = copying(1_000_000);
    shorter.shortPiecesAreFlushes();
    for (int i = 0; i < 5; i++) {
      full.append(random(8_192), 0, 8_192);
      shorter.append(random(100), 0, 100);
    }
    assertThat(full.bytes()).hasSize(5 * 8_192);
    assertThat(shorter.omission()).isEqualTo(BodyOmission.STREAM);
    full.releaseChunks();
  }

  @Test
  void without_a_type_text_is_copied_and_anything_else_counted() {
    BodyCapture text = new BodyCapture(memory);
    text.copyUpTo(LIMIT_BYTES, null, null);
    byte[] umlauts = "Zürich, Genève\r\n\tLausanne €".getBytes(StandardCharsets.UTF_8);
    text.append(umlauts, 0, umlauts.length);
    BodyCapture binary = new BodyCapture(memory);
    binary.copyUpTo(LIMIT_BYTES, null, null);
    binary.append(new byte[] {'a', 'b', 0, 'c'}, 0, 4);
    binary.append(umlauts, 0, umlauts.length);

    assertThat(text.bytes()).isEqualTo(umlauts);
    assertThat(binary.isCopied()).isFalse();
    assertThat(binary.omission()).isEqualTo(BodyOmission.NOT_TEXT);
    assertThat(binary.totalBytes()).isEqualTo(4 + umlauts.length);
    text.releaseChunks();
    assertThat(memory.reservedBytes()).isZero();
  }

  @Test
  void of_a_multipart_body_the_window_is_reserved_and_given_back() {
    BodyCapture body = new BodyCapture(memory);
    body.scanParts("x", "multipart/form-data; boundary=x");
    byte[] bytes = "--x\r\nA: b\r\n\r\n12345\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
    body.append(ByteBuffer.wrap(bytes), 0, bytes.length);

    assertThat(body.hasParts()).isTrue();
    assertThat(body.isCopied()).isFalse();
    assertThat(memory.reservedBytes()).isEqualTo(MultipartScanner.WINDOW_BYTES);
    assertThat(body.parts()).hasSize(1);
    assertThat(body.parts().get(0).contentBytes()).isEqualTo(5);
    assertThat(body.totalBytes()).isEqualTo(bytes.length);
    body.releaseChunks();
    assertThat(memory.reservedBytes()).isZero();
  }

  @Test
  void without_memory_for_its_window_a_multipart_body_is_counted() {
    BodyCapture body = new BodyCapture(new BodyMemory(100));
    body.scanParts("x", "multipart/form-data; boundary=x");
    body.append(random(50), 0, 50);

    assertThat(body.hasParts()).isFalse();
    assertThat(body.isOutOfMemoryBudget()).isTrue();
    assertThat(body.totalBytes()).isEqualTo(50);
  }

  @Test
  void an_error_page_starts_the_copy_anew() {
    BodyCapture body = copying(LIMIT_BYTES);
    body.append(random(100), 0, 100);

    body.restart();
    assertThat(body.isDecided()).isFalse();
    body.copyUpTo(LIMIT_BYTES, "text/html", null);
    byte[] page = random(50);
    body.append(page, 0, 50);

    assertThat(body.bytes()).isEqualTo(page);
    assertThat(body.totalBytes()).isEqualTo(50);
    assertThat(body.mediaType()).isEqualTo("text/html");
  }
}
