package io.opsagent.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1",
        "[::ffff:7f00:1]",
        "::1%lo"
      })
  void these_are_loopback(String literal) {
    assertThat(LoopbackAddress.isLoopbackLiteral(literal)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "127.1",
        "127.0.0.256",
        "127.0.0.01",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "2130706433",
        "128.0.0.1",
        "0.0.0.0",
        "::",
        "::2",
        "fe80::1",
        "::ffff:10.0.0.1",
        "127.0.0.1.evil.example",
        "127.0.0.1 ",
        "1:2",
        ":::1"
      })
  void these_are_not(String literal) {
    assertThat(LoopbackAddress.isLoopbackLiteral(literal)).isFalse();
  }

  @Test
  void only_the_name_localhost_is_a_loopback_host_beside_the_literals() {
    assertThat(LoopbackAddress.isLoopbackHost("LocalHost")).isTrue();
    assertThat(LoopbackAddress.isLoopbackHost("localhost.")).isFalse();
    assertThat(LoopbackAddress.isLoopbackHost("localhost.evil.example")).isFalse();
  }
}
