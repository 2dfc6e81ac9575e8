package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdsTest {

  @Test
  void one_to_128_visible_ascii_characters_are_valid() {
    assertThat(RequestIds.isValid("a")).isTrue();
    assertThat(RequestIds.isValid("!~{}\"<>")).isTrue();
    assertThat(RequestIds.isValid("x".repeat(128))).isTrue();
  }

  @Test
  void everything_else_is_not() {
    assertThat(RequestIds.isValid(null)).isFalse();
    assertThat(RequestIds.isValid("")).isFalse();
    assertThat(RequestIds.isValid("x".repeat(129))).isFalse();
    assertThat(RequestIds.isValid("two words")).isFalse();
    assertThat(RequestIds.isValid("tab\t")).isFalse();
    assertThat(RequestIds.isValid("line\n")).isFalse();
    assertThat(RequestIds.isValid("\u007f")).isFalse();
    assertThat(RequestIds.isValid("ü")).isFalse();
  }

  @Test
  void our_own_are_32_lower_case_hex_digits() {
    assertThat(RequestIds.format(0x0123456789abcdefL, 0xfedcba9876543210L))
        .isEqualTo("0123456789abcdeffedcba9876543210");
    assertThat(RequestIds.format(0, 1)).isEqualTo("0".repeat(31) + "1");
    assertThat(RequestIds.isValid(RequestIds.format(-1, -1))).isTrue();
  }
}
