package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several JVMs of one machine that were all given the same agent and the same configuration. */
class SharedDataFolderTest {
  private static final int DEFAULT_PORT = 8274;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Path folder = ScratchFolder.create(SharedDataFolderTest.class, "shared");
  private final Path dataFolder = folder.resolve("data");

  @Test
  void two_jvms_at_once_take_a_slot_and_a_port_each_and_leave_them_for_the_next()
      throws IOException {
    long ownerOfSlot0;
    String idInSlot0;
    try (RunningServer one = launch("one");
        RunningServer two = launch("two")) {
      call(one, "id-one");
      call(two, "id-two");
      OperationsApi apiOfOne = one.api();
      OperationsApi apiOfTwo = two.api();

      TreeMap<Integer, Long> owners = ownersOfSlots();
      assertThat(owners.keySet()).containsExactly(0, 1);
      assertThat(owners.values())
          .containsExactlyInAnyOrder(one.process().pid(), two.process().pid());

      assertThat(apiOfOne.awaitLogs(LogFilter.all(), 1)).hasSize(1);
      assertThat(apiOfOne.awaitLogs(LogFilter.requestId("id-one"), 1)).hasSize(1);
      assertThat(apiOfTwo.awaitLogs(LogFilter.all(), 1)).hasSize(1);
      assertThat(apiOfTwo.awaitLogs(LogFilter.requestId("id-two"), 1)).hasSize(1);

      assertNextFreePortIsTakenAndNamed(List.of(one, two));

      ServerProcess status = status("status-of-two");
      assertThat(status.awaitExit(TIMEOUT)).as(status::lastLines).isZero();
      assertThat(status.stderr()).isEmpty();
      // What a process says of itself stands below it.
      assertThat(status.stdout()).filteredOn(line -> !line.startsWith(" ")).hasSize(2);
      for (RunningServer server : List.of(one, two)) {
        assertThat(status.stdout())
            .filteredOn(line -> line.startsWith(server.process().pid() + " "))
            .singleElement()
            .asString()
            .contains(server.api().root().toString())
            .endsWith(" ready");
      }
      ownerOfSlot0 = owners.firstEntry().getValue();
      idInSlot0 = ownerOfSlot0 == one.process().pid() ? "id-one" : "id-two";
    }

    assertThat(ownersOfSlots()).as("slots of applications that have ended").isEmpty();
    ServerProcess status = status("status-of-none");
    assertThat(status.awaitExit(TIMEOUT)).isEqualTo(1);
    assertThat(status.stdout()).singleElement().asString().contains(dataFolder.toString());

    try (RunningServer three = launch("three")) {
      call(three, "id-three");
      OperationsApi api = three.api();
      assertThat(ownersOfSlots()).containsOnlyKeys(0).containsValue(three.process().pid());
      assertThat(api.awaitLogs(LogFilter.requestId(idInSlot0), 1)).hasSize(1);
      assertThat(api.awaitLogs(LogFilter.requestId("id-three"), 1)).hasSize(1);
      assertThat(api.awaitLogs(LogFilter.all(), 2)).hasSize(2);
    }
  }

  /** Others on this machine may hold ports, too: what counts is that none between is free. */
  private static void assertNextFreePortIsTakenAndNamed(List<RunningServer> servers) {
    List<Integer> ports = servers.stream().map(server -> server.api().root().getPort()).toList();
    assertThat(ports).doesNotHaveDuplicates();
    for (int i = 0; i < servers.size(); i++) {
      int port = ports.get(i);
      assertThat(port).isGreaterThanOrEqualTo(DEFAULT_PORT);
      assertThat(IntStream.range(DEFAULT_PORT, port))
          .as("free ports before the one that was taken")
          .noneMatch(SharedDataFolderTest::isFree);
      List<String> notes =
          servers.get(i).process().output().stream()
              .filter(line -> line.startsWith("OpsAgent: "))
              .toList();
      if (port == DEFAULT_PORT) {
        assertThat(notes).isEmpty();
      } else {
        assertThat(notes)
            .singleElement()
            .asString()
            .contains(
                "Port " + DEFAULT_PORT + " on 127.0.0.1 is in use", port + " is used instead");
      }
    }
  }

  private RunningServer launch(String name) {
    // No port: the default one, or the next that is free.
    AgentConfig config =
        AgentConfig.empty().everyRequest().with(AgentConfig.DATA_DIR_KEY, dataFolder.toString());
    return RunningServer.launchWithAgent(Application.UNDERTOW, folder.resolve(name), config);
  }

  private static void call(RunningServer server, String id) throws IOException {
    Call call = Call.get(id, "/hello", 200);
    assertThat(RawHttp.exchange(server.port(), call.bytes()).status()).isEqualTo(200);
  }

  private ServerProcess status(String name) throws IOException {
    return ServerLaunch.of(
            "status",
            Files.createDirectory(folder.resolve(name)),
            List.of(
                Jdk.running().java().toString(),
                "-jar",
                AgentJar.require().path().toString(),
                "status",
                "--data-dir",
                dataFolder.toString()))
        .start();
  }

  /** Process ids by number of their slot, as the agents' state files say. */
  private TreeMap<Integer, Long> ownersOfSlots() throws IOException {
    TreeMap<Integer, Long> owners = new TreeMap<>();
    for (int slot = 0; slot < 4; slot++) {
      Path file = dataFolder.resolve("slot-" + slot).resolve("agent.properties");
      if (Files.exists(file)) {
        Properties state = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
          state.load(reader);
        }
        owners.put(slot, Long.valueOf(state.getProperty("pid")));
      }
    }
    return owners;
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
