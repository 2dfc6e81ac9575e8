package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.settings.Ipv6Mode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which kind of addresses connect. */
class Ipv6Test {

  @BeforeEach
  void the_machine_has_ipv6() {
    boolean hasIpv6;
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(new InetSocketAddress("::1", 0));
      hasIpv6 = true;
    } catch (IOException e) {
      hasIpv6 = false;
    }
    assumeThat(hasIpv6).isTrue();
  }

  private static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 5_000);
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void enable_on_all_addresses_takes_both_kinds() {
    for (String host : new String[] {"0.0.0.0", "::"}) {
      try (RunningServer running = RunningServer.start(s -> s.host(host))) {
        assertThat(answers("127.0.0.1", running.server.port())).as(host).isTrue();
        assertThat(answers("::1", running.server.port())).as(host).isTrue();
      }
    }
  }

  @Test
  void disable_takes_ipv4_only() {
    for (String host : new String[] {"0.0.0.0", "::", "127.0.0.1", "::1"}) {
      try (RunningServer running = RunningServer.start(s -> s.host(host).ipv6(Ipv6Mode.DISABLE))) {
        assertThat(running.server.loopbackUrl()).startsWith("http://127.0.0.1:");
        assertThat(answers("127.0.0.1", running.server.port())).as(host).isTrue();
        assertThat(answers("::1", running.server.port())).as(host).isFalse();
      }
    }
  }

  @Test
  void only_takes_ipv6_only() {
    for (String host : new String[] {"0.0.0.0", "::", "127.0.0.1", "::1"}) {
      try (RunningServer running = RunningServer.start(s -> s.host(host).ipv6(Ipv6Mode.ONLY))) {
        assertThat(running.server.loopbackUrl()).startsWith("http://[::1]:");
        assertThat(answers("::1", running.server.port())).as(host).isTrue();
        assertThat(answers("127.0.0.1", running.server.port())).as(host).isFalse();
        assertThat(running.get("/token/scope").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_host_without_an_address_of_that_kind_is_one_clear_line() {
    assertThatThrownBy(() -> RunningServer.start(s -> s.host("127.0.1.1").ipv6(Ipv6Mode.ONLY)))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("127.0.1.1 has no IPv6 address, and ipv6 is only");
  }
}
