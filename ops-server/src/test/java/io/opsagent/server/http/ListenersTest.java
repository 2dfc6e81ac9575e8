package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ports and addresses. */
class ListenersTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static Optional<String> foreignAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }

  private static Reply scopeFrom(String address, int port, String host) {
    return RunningServer.rawTo(
        address,
        port,
        "GET /ops/token/scope HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void a_taken_default_port_moves_to_the_next_free_one_and_says_so() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK);
        RunningServer running = RunningServer.start(s -> s.defaultPort(other.getLocalPort()))) {
      assertThat(running.server.port())
          .isBetween(other.getLocalPort() + 1, other.getLocalPort() + 19);
      assertThat(running.server.portNote())
          .contains(
              "Port "
                  + other.getLocalPort()
                  + " on 127.0.0.1 is in use by another process. "
                  + running.server.port()
                  + " is used instead. Set port to choose another.");
      assertThat(running.get("").status()).isEqualTo(200);
    }
  }

  @Test
  void a_free_port_needs_no_note() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.server.portNote()).isEmpty();
    }
  }

  @Test
  void a_taken_explicit_port_is_one_clear_line() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> RunningServer.start(s -> s.port(port)))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "Port "
                  + port
                  + " on 127.0.0.1 is in use by another process. Set port to a free one, or 0 for"
                  + " any.");
    }
  }

  @Test
  void a_second_server_takes_the_port_after_the_first_ones() {
    try (RunningServer first = RunningServer.start();
        RunningServer second = RunningServer.start(s -> s.defaultPort(first.server.port()))) {
      assertThat(second.server.port()).isGreaterThan(first.server.port());
      assertThat(first.get("").status()).isEqualTo(200);
      assertThat(second.get("").status()).isEqualTo(200);
    }
  }

  @Test
  void after_twenty_taken_ports_it_gives_up() throws IOException {
    List<ServerSocket> taken = new ArrayList<>();
    try {
      int first = occupyTwentyInARow(taken);
      assertThatThrownBy(() -> RunningServer.start(s -> s.defaultPort(first)))
          .isInstanceOf(ServerStartException.class)
          .hasMessage(
              "Ports "
                  + first
                  + " to "
                  + (first + 19)
                  + " on 127.0.0.1 are in use by other processes. Set port to a free one, or 0 for"
                  + " any.");
    } finally {
      for (ServerSocket socket : taken) {
        socket.close();
      }
    }
  }

  private static int occupyTwentyInARow(List<ServerSocket> taken) throws IOException {
    int first;
    try (ServerSocket probe = new ServerSocket(0, 1, LOOPBACK)) {
      first = Math.min(probe.getLocalPort(), 65_000);
    }
    for (int port = first; port < first + 20; port++) {
      occupy(port, taken);
    }
    return first;
  }

  /** A port that somebody else holds is as good as our own: it is taken. */
  private static void occupy(int port, List<ServerSocket> taken) throws IOException {
    try {
      taken.add(new ServerSocket(port, 1, LOOPBACK));
    } catch (BindException alreadyTaken) {
      assertThat(port).isPositive();
    }
  }

  @Test
  void a_host_that_is_not_of_this_machine_is_one_clear_line() {
    assertThatThrownBy(() -> RunningServer.start(s -> s.host("192.0.2.77")))
        .isInstanceOf(ServerStartException.class)
        .hasMessageStartingWith("Cannot listen on 192.0.2.77, port 0: ")
        .hasMessageEndingWith(
            "Set host to an address of this machine, such as 127.0.0.1 or 0.0.0.0.");
  }

  @Test
  void another_interface_gets_a_loopback_listener_beside_it() throws SocketException {
    Optional<String> foreign = foreignAddress();
    assumeThat(foreign).isPresent();
    String address = foreign.orElseThrow();
    try (RunningServer running = RunningServer.start(s -> s.host(address))) {
      assertThat(running.server.loopbackUrl())
          .startsWith("http://127.0.0.1:")
          .isNotEqualTo("http://127.0.0.1:" + running.server.port());
      assertThat(running.server.opsApiUrl().url()).isEqualTo(running.server.loopbackUrl() + "/ops");
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
      assertThat(scopeFrom(address, running.server.port(), "localhost").status()).isEqualTo(401);
      assertThat(scopeFrom(address, running.server.port(), address).status()).isEqualTo(401);
      assertThat(scopeFrom(address, running.server.port(), "192.0.2.77").status()).isEqualTo(403);
    }
  }

  @Test
  void another_loopback_address_needs_no_second_listener_and_is_local() {
    try (RunningServer running = RunningServer.start(s -> s.host("127.0.1.1"))) {
      assertThat(running.server.loopbackUrl())
          .isEqualTo("http://127.0.1.1:" + running.server.port());
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
    }
  }

  @Test
  void a_host_name_is_taken_for_what_it_resolves_to() {
    try (RunningServer running = RunningServer.start(s -> s.host("localhost"))) {
      assertThat(running.server.loopbackUrl()).endsWith(":" + running.server.port());
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
    }
  }

  @Test
  void on_all_interfaces_only_loopback_callers_are_let_in() throws SocketException {
    Optional<String> foreign = foreignAddress();
    assumeThat(foreign).isPresent();
    String address = foreign.orElseThrow();
    try (RunningServer running = RunningServer.start(s -> s.host("0.0.0.0"))) {
      assertThat(running.server.loopbackUrl())
          .isEqualTo("http://127.0.0.1:" + running.server.port());
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
      Reply stranger = scopeFrom(address, running.server.port(), "localhost");
      assertThat(stranger.status()).isEqualTo(401);
      assertThat(stranger.msg()).startsWith("Unauthorized: None");
    }
  }
}
