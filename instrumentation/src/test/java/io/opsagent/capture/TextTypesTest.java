package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

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
        "application/jsonx",
        "application/x-protobuf",
        "+json"
      })
  void other_types_are_only_counted(String type) {
    assertThat(TextTypes.isCopied(type)).isFalse();
  }

  @Test
  void no_type_is_only_counted() {
    assertThat(TextTypes.isCopied(null)).isFalse();
  }
}
