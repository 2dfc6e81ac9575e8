package io.opsagent.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies none = new TrustedProxies(List.of());
  private final TrustedProxies own = new TrustedProxies(List.of("10.0.0.0/8", "::1", "127.0.0.1"));

  @Test
  void without_a_trusted_proxy_the_peer_is_the_client_whatever_it_says() {
    assertThat(none.clientOf("10.0.0.1", "for=8.8.8.8", "8.8.8.8", "8.8.8.8"))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void a_peer_that_is_no_proxy_cannot_choose_its_address() {
    assertThat(own.clientOf("203.0.113.9", null, "8.8.8.8", null)).isEqualTo("203.0.113.9");
  }

  @Test
  void behind_a_trusted_proxy_the_forwarded_address_is_the_client() {
    assertThat(own.clientOf("10.0.0.1", null, "8.8.8.8", null)).isEqualTo("8.8.8.8");
  }

  @Test
  void the_list_is_walked_from_the_right_over_trusted_hops_only() {
    assertThat(own.clientOf("10.0.0.1", null, "1.1.1.1, 8.8.8.8, 10.9.9.9", null))
        .isEqualTo("8.8.8.8");
  }

  @Test
  void forwarded_wins_over_x_forwarded_for_and_may_hold_ipv6_with_a_port() {
    assertThat(
            own.clientOf(
                "::1", "for=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1", "8.8.8.8", null))
        .isEqualTo("2001:db8::7");
  }

  @Test
  void unknown_and_obfuscated_hops_are_skipped() {
    assertThat(own.clientOf("10.0.0.1", "for=unknown, for=_hidden, for=8.8.4.4", null, null))
        .isEqualTo("8.8.4.4");
    assertThat(own.clientOf("10.0.0.1", "for=unknown, for=_hidden", null, null))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void x_real_ip_is_the_last_resort() {
    assertThat(own.clientOf("10.0.0.1", null, null, " 9.9.9.9 ")).isEqualTo("9.9.9.9");
    assertThat(own.clientOf("10.0.0.1", null, null, "evil.example")).isEqualTo("10.0.0.1");
  }

  @Test
  void an_address_with_a_port_is_read_without_it() {
    assertThat(own.clientOf("10.0.0.1", null, "8.8.8.8:5555", null)).isEqualTo("8.8.8.8");
  }

  @Test
  void a_very_long_list_ends_after_twenty_hops() {
    String hops = "8.8.8.8," + "10.0.0.2,".repeat(50);
    assertThat(own.clientOf("10.0.0.1", null, hops, null)).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "example.org",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "::g",
        "",
        "1234567"
      })
  void names_and_rubbish_are_no_addresses(String text) {
    assertThat(TrustedProxies.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "203.0.113.9", "2001:4860:4860::8888"})
  void a_routable_address_is_public(String address) {
    assertThat(TrustedProxies.isPublic(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "0.0.0.0",
        "224.0.0.1",
        "",
        "nonsense"
      })
  void any_other_address_is_not_public(String address) {
    assertThat(TrustedProxies.isPublic(address)).isFalse();
  }
}
