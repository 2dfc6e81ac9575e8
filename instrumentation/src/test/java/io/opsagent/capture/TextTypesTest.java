package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTypesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/html; charset=utf-8",
        "TEXT/HTML",
        " text/css ",
        "application/json",
        "Application/JSON;charset=UTF-8",
        "application/problem+json",
        "application/vnd.api+json ; v=1",
        "application/soap+xml",
        "image/svg+xml",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/graphql",
        "application/javascript",
        "application/x-ndjson"
      })
  void text_is_copied(String type) {
    assertThat(TextTypes.isCopied(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ";",
        "text",
        "text/event-stream",
        "Text/Event-Stream; charset=utf-8",
        "image/png",
        "video/mp4",
        "font/woff2",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/grpc",
        "application/grpc+proto",
        "application/grpc+json",
        "application/grpc-web-text",
        "application/jsonx",
        "application/x-protobuf",
        "+json"
      })
  void other_types_are_only_counted(String type) {
    assertThat(TextTypes.isCopied(type)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZIP", "x-gzip", "deflate", "identity", "", "gzip, deflate", ","})
  void what_the_jdk_inflates_is_readable(String encoding) {
    assertThat(TextTypes.isReadable(encoding)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, br", "compress", "aes128gcm"})
  void other_encodings_are_not_readable(String encoding) {
    assertThat(TextTypes.isReadable(encoding)).isFalse();
  }

  @Test
  void a_character_that_is_cut_at_the_end_is_printable() {
    byte[] euro = "a€".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= euro.length; length++) {
      assertThat(TextTypes.isPrintable(euro, length)).isTrue();
    }
    assertThat(TextTypes.isPrintable(new byte[] {(byte) 0xe2, 'a'}, 2)).isFalse();
    assertThat(TextTypes.isPrintable(new byte[] {(byte) 0x80}, 1)).isFalse();
    assertThat(TextTypes.isPrintable(new byte[] {0x1b}, 1)).isFalse();
  }

  @Test
  void no_type_is_only_counted() {
    assertThat(TextTypes.isCopied(null)).isFalse();
  }
}
