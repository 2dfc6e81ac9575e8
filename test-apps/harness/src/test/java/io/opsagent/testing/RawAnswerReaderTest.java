package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawAnswerReaderTest {

  @Test
  void pipelined_answers_are_read_one_after_the_other() throws IOException {
    RawAnswerReader reader =
        reader(
            "HTTP/1.1 200 \r\nA: 1\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 404 \r\n"
                + "Content-Length: 1\r\n\r\nc");
    assertThat(reader.read("GET").text()).isEqualTo("ab");
    RawAnswer second = reader.read("GET");
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.text()).isEqualTo("c");
    assertThat(reader.isAtEnd()).isTrue();
  }

  @Test
  void chunks_are_joined_and_trailers_kept() throws IOException {
    RawAnswer answer =
        reader(
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: end\r\n\r\n")
            .read("GET");
    assertThat(answer.text()).isEqualTo("abc0123456789");
    assertThat(answer.trailers()).containsExactly(new RawHeader("T", "end"));
    assertThat(answer.complete()).isTrue();
  }

  @Test
  void a_body_that_is_cut_off_is_not_complete() throws IOException {
    assertThat(reader("HTTP/1.1 200 \r\nContent-Length: 9\r\n\r\nabc").read("GET"))
        .satisfies(answer -> assertThat(answer.text()).isEqualTo("abc"))
        .satisfies(answer -> assertThat(answer.complete()).isFalse());
    assertThat(
            reader("HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                .read("GET")
                .complete())
        .isFalse();
  }

  @Test
  void a_body_without_length_ends_with_the_connection() throws IOException {
    RawAnswer answer = reader("HTTP/1.1 400 \r\nConnection: close\r\n\r\nabc").read("GET");
    assertThat(answer.text()).isEqualTo("abc");
    assertThat(answer.complete()).isTrue();
  }

  @Test
  void head_and_not_modified_have_no_body() throws IOException {
    RawAnswerReader reader =
        reader(
            "HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nHTTP/1.1 304 \r\n\r\nHTTP/1.1 200 \r\n"
                + "Content-Length: 1\r\n\r\nx");
    assertThat(reader.read("HEAD").body()).isEmpty();
    assertThat(reader.read("GET").status()).isEqualTo(304);
    assertThat(reader.read("GET").text()).isEqualTo("x");
  }

  @Test
  void interim_answers_stand_before_the_final_one() throws IOException {
    RawAnswer answer =
        reader("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n").read("POST");
    assertThat(answer.interim()).containsExactly("HTTP/1.1 100 ");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void headers_keep_order_letter_case_and_repeats() throws IOException {
    RawAnswer answer =
        reader("HTTP/1.1 200 \r\nb: 1\r\nA:2 \r\nB: 3\r\nContent-Length: 0\r\n\r\n").read("GET");
    assertThat(answer.headers())
        .startsWith(new RawHeader("b", "1"), new RawHeader("A", "2"), new RawHeader("B", "3"));
    assertThat(answer.headers("b")).containsExactly("1", "3");
  }

  @Test
  void a_connection_that_ends_before_the_answer_is_an_error() {
    assertThatThrownBy(() -> reader("").read("GET")).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> reader("HTTP/1.1 200 \r\nA").read("GET"))
        .isInstanceOf(EOFException.class);
  }

  private static RawAnswerReader reader(String bytes) {
    return new RawAnswerReader(
        new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
