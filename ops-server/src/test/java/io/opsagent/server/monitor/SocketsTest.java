package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {
  private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue\n";

  @TempDir private Path proc;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectories(proc.resolve("net"));
  }

  private void kernel(int inUse, int waiting, String... states) throws IOException {
    Files.writeString(
        proc.resolve("net/sockstat"),
        "sockets: used 100\nTCP: inuse " + inUse + " orphan 0 tw " + waiting + " alloc 30 mem 3\n");
    StringBuilder table = new StringBuilder(HEAD);
    for (String state : states) {
      table.append("   0: 0100007F:1F90 00000000:0000 ").append(state).append(" 00000000\n");
    }
    Files.writeString(proc.resolve("net/tcp"), table);
  }

  private static String of(Sockets sockets) {
    Gauges gauges = new Gauges();
    sockets.addTo(gauges);
    var values = gauges.values();
    return values.get("total_net_connections")
        + " "
        + values.get("active_net_connections")
        + " "
        + values.get("net_connections_info");
  }

  @Test
  void states_are_read_in_every_tenth_cycle_and_sums_in_each() throws IOException {
    kernel(3, 1, "0A", "01", "08", "06");
    Sockets sockets = new Sockets(proc);
    sockets.read();
    String first = "4 2 {CLOSE_WAIT=1, ESTABLISHED=1, LISTEN=1, TIME_WAIT=1}";
    assertThat(of(sockets)).isEqualTo(first);
    // Two more, and another that waits; that one of them is closing is seen later.
    kernel(5, 2, "0A", "01", "01", "05", "08", "06", "06");
    sockets.read();
    assertThat(of(sockets)).isEqualTo("7 4 {CLOSE_WAIT=1, ESTABLISHED=3, LISTEN=1, TIME_WAIT=2}");
    for (int cycle = 0; cycle < 9; cycle++) {
      sockets.read();
    }
    assertThat(of(sockets))
        .isEqualTo("7 3 {CLOSE_WAIT=1, ESTABLISHED=2, FIN_WAIT2=1, LISTEN=1, TIME_WAIT=2}");
  }

  @Test
  void of_very_many_only_the_sums_are_told() throws IOException {
    kernel(6_000, 500, "0A");
    Sockets sockets = new Sockets(proc);
    sockets.read();
    assertThat(of(sockets)).isEqualTo("6500 6000 {IN_USE=6000, TIME_WAIT=500}");
    kernel(6_010, 400, "0A");
    sockets.read();
    assertThat(of(sockets)).isEqualTo("6410 6010 {IN_USE=6010, TIME_WAIT=400}");
  }

  @Test
  void another_system_tells_nothing() {
    Sockets sockets = new Sockets(proc.resolve("none"));
    sockets.read();
    sockets.read();
    assertThat(of(sockets)).isEqualTo("null null {}");
  }
}
