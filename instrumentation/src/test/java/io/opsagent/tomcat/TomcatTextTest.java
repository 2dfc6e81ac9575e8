package io.opsagent.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.buf.MessageBytes;
import org.junit.jupiter.api.Test;

class TomcatTextTest {
  @Test
  void every_byte_of_a_header_becomes_the_character_that_tomcat_makes_of_it() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    String text = TomcatText.of(bytes(all, 0, all.length));

    assertThat(text).hasSize(256).isEqualTo(bytes(all, 0, all.length).toString());
  }

  @Test
  void only_the_slice_of_the_buffer_is_taken() {
    byte[] buffer = "Host: shop.example.com".getBytes(StandardCharsets.US_ASCII);

    assertThat(TomcatText.of(bytes(buffer, 6, 4))).isEqualTo("shop");
  }

  @Test
  void the_bytes_stay_bytes() {
    MessageBytes value = bytes(new byte[] {'a'}, 0, 1);

    assertThat(TomcatText.of(value)).isEqualTo("a");

    assertThat(value.getType()).isEqualTo(MessageBytes.T_BYTES);
  }

  @Test
  void another_charset_is_left_to_tomcat() {
    byte[] umlaut = "Müller".getBytes(StandardCharsets.UTF_8);
    MessageBytes value = bytes(umlaut, 0, umlaut.length);
    value.getByteChunk().setCharset(StandardCharsets.UTF_8);

    assertThat(TomcatText.of(value)).isEqualTo("Müller");
  }

  @Test
  void what_is_a_string_already_is_that_string() {
    String text = "GET";
    MessageBytes value = MessageBytes.newInstance();
    value.setString(text);

    assertThat(TomcatText.of(value)).isSameAs(text);
  }

  @Test
  void a_common_text_is_the_same_object_again_and_its_bytes_stay_bytes() {
    byte[] buffer = "Host: shop.example.com".getBytes(StandardCharsets.US_ASCII);
    MessageBytes value = bytes(buffer, 6, 4);
    String first = TomcatText.ofCommon(value);

    assertThat(first).isEqualTo("shop");
    assertThat(TomcatText.ofCommon(bytes(buffer.clone(), 6, 4))).isSameAs(first);
    assertThat(value.getType()).isEqualTo(MessageBytes.T_BYTES);
    assertThat(TomcatText.ofCommon(null)).isNull();
  }

  @Test
  void what_is_absent_is_null() {
    assertThat(TomcatText.of(null)).isNull();
    assertThat(TomcatText.of(MessageBytes.newInstance())).isNull();
  }

  private static MessageBytes bytes(byte[] buffer, int start, int length) {
    MessageBytes value = MessageBytes.newInstance();
    value.setBytes(buffer, start, length);
    return value;
  }
}
