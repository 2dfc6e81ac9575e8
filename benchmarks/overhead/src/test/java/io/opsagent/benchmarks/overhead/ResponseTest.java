package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseTest {
  private final Response response = new Response();

  @Test
  void an_answer_with_a_length_ends_with_its_body() {
    String text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    for (int length = 0; length < text.length(); length++) {
      assertThat(isComplete(text.substring(0, length))).isFalse();
    }
    assertThat(isComplete(text)).isTrue();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.isClosing()).isFalse();
  }

  @Test
  void a_chunked_answer_ends_with_the_empty_chunk() {
    String text = "HTTP/1.1 500 \r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    for (int length = 0; length < text.length(); length++) {
      assertThat(isComplete(text.substring(0, length))).isFalse();
    }
    assertThat(isComplete(text)).isTrue();
    assertThat(response.status()).isEqualTo(500);
  }

  @Test
  void an_answer_whose_connection_is_closed_says_so() {
    assertThat(isComplete("HTTP/1.1 500 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        .isTrue();
    assertThat(response.isClosing()).isTrue();
  }

  @Test
  void nothing_of_the_answer_before_is_left() {
    assertThat(isComplete("HTTP/1.1 500 \r\nContent-Length: 9\r\nConnection: close\r\n\r\n"))
        .isFalse();
    response.reset();
    assertThat(isComplete("HTTP/1.1 200 \r\n\r\n")).isTrue();
    assertThat(response.isClosing()).isFalse();
    assertThat(response.status()).isEqualTo(200);
  }

  private boolean isComplete(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return response.isComplete(bytes, bytes.length);
  }
}
