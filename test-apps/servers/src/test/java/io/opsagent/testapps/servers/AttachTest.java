package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.FreePort;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ScratchFolder;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent added to an application that runs, taken out and added again, under load (attach,
 * detach: docs/spec/instrumentation.md 1.9, 2.6, and 7, case 73).
 */
class AttachTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  /** The loader of all our classes but the entry class: nothing of ours is left when it is gone. */
  private static final String LOADER = "io.opsagent.agent.AgentLoader";

  /** What nothing but a woven class keeps alive. */
  private static final String CALL_SITE = "io.opsagent.weaving.SwitchableCallSite";

  static List<ServerCase> cases() {
    return ServerCase.withTomcat();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void attached_and_detached_under_load_no_request_fails_and_nothing_stays(ServerCase serverCase)
      throws IOException {
    Jdk jdk = serverCase.jdkCase().jdk();
    Path folder = ScratchFolder.create(AttachTest.class, serverCase.toString());
    CommandLine opsagent = new CommandLine(folder);
    int port = FreePort.pick();
    Path config =
        AgentConfig.forTest(folder.resolve("data"))
            .with(AgentConfig.PORT_KEY, Integer.toString(port))
            .writeTo(Files.createDirectories(folder).resolve("ops.properties"));
    try (RunningServer server =
        RunningServer.launch(
            serverCase.application(),
            jdk,
            folder.resolve("server"),
            // What the JDK itself remembers softly is not to be waited for.
            List.of("-XX:SoftRefLRUPolicyMSPerMB=0"))) {
      String pid = Long.toString(server.process().pid());
      try (SteadyLoad load = SteadyLoad.on(server.port())) {
        awaitAnswers(load, 50);
        assertThat(opsagent.run("list").stdout())
            .containsPattern("(?m)^" + pid + " +Java " + jdk.feature() + "\\S*, not attached");

        for (int round = 1; round <= 2; round++) {
          CommandLine.Result attached = opsagent.run("attach", pid, "config=" + config);
          assertThat(attached.exitCode()).as("%s", attached).isZero();
          assertThat(attached.stdout()).contains("at http://127.0.0.1:" + port + "/ops");
          assertThat(attached.stdout().contains("EnableDynamicAgentLoading"))
              .as("told of the warning of JDK 21")
              .isEqualTo(jdk.feature() >= 21);
          OperationsApi api = new OperationsApi(URI.create("http://127.0.0.1:" + port + "/ops"));
          LoadRows.awaitMore(api);
          LoadRows.assertWhole(api, load);
          LoadRows.assertNothingHasFailed(api);

          CommandLine.Result again = opsagent.run("attach", pid);
          assertThat(again.exitCode()).isEqualTo(1);
          assertThat(again.stdout()).contains("already at http://127.0.0.1:" + port);
          assertThat(opsagent.run("list").stdout())
              .containsPattern("(?m)^" + pid + " .*OpsAgent \\S+ running at");

          CommandLine.Result detached = opsagent.run("detach", pid);
          assertThat(detached.exitCode()).as("%s", detached).isZero();
          assertThat(detached.stdout()).doesNotContain("have not ended");
          assertThat(isListening(port)).isFalse();
          assertThat(threadsOf(jdk, server.process(), folder)).doesNotContain("opsagent");
          assertThat(opsagent.run("detach", pid).stderr()).contains("No OpsAgent is attached");
          awaitAnswers(load, load.answered() + 50);
        }
        assertThat(load.isBroken()).as("a request has failed").isFalse();
      }
      // Tomcat keeps the request objects of old connections, and in a slot of each our empty state.
      String gone = serverCase.application() == Application.TOMCAT ? CALL_SITE : LOADER;
      Awaitility.await("nothing of ours can be reached any more")
          .atMost(TIMEOUT)
          .until(() -> !jcmd(jdk, server.process(), folder, "GC.class_histogram").contains(gone));
      assertThat(server.process().stderr())
          .noneMatch(line -> line.contains("Exception") || line.contains("OpsAgent:"));
    }
  }

  @Test
  void an_application_that_had_the_agent_from_its_start_is_detached_and_attached_too()
      throws IOException {
    Path folder = ScratchFolder.create(AttachTest.class, "premain");
    CommandLine opsagent = new CommandLine(folder);
    try (RunningServer server =
        RunningServer.launchWithAgent(
            Application.UNDERTOW,
            folder.resolve("server"),
            AgentConfig.forTest(folder.resolve("data")))) {
      String pid = Long.toString(server.process().pid());
      server.port();
      server.api();

      assertThat(opsagent.run("attach", pid).stdout()).contains("is attached to process " + pid);
      assertThat(opsagent.run("detach", pid).exitCode()).isZero();
      CommandLine.Result attached =
          opsagent.run("attach", pid, "port=0", "data-dir=" + folder.resolve("other"));
      assertThat(attached.exitCode()).as("%s", attached).isZero();
    }
  }

  @Test
  void what_cannot_be_attached_to_is_said_in_one_line_and_nothing_is_changed() throws IOException {
    Path folder = ScratchFolder.create(AttachTest.class, "refused");
    CommandLine opsagent = new CommandLine(folder);
    assertThat(opsagent.run("attach", "abc").stderr()).contains("\"abc\" is no process id");
    assertThat(opsagent.run("attach", "999999999").stderr()).contains("There is no process");
    assertThat(opsagent.run("attach", "1", "prot=1").stderr()).contains("did you mean port?");
    try (RunningServer server =
        RunningServer.launch(
            Application.UNDERTOW,
            Jdk.running(),
            folder.resolve("server"),
            List.of("-XX:+DisableAttachMechanism"))) {
      server.port();
      CommandLine.Result refused = opsagent.run("attach", Long.toString(server.process().pid()));
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.stderr()).contains("-javaagent").doesNotContain("\tat ");
      assertThat(server.process().isAlive()).isTrue();
    }
  }

  private static void awaitAnswers(SteadyLoad load, int atLeast) {
    Awaitility.await(atLeast + " answers")
        .atMost(TIMEOUT)
        .until(() -> load.answered() >= atLeast || load.isBroken());
    assertThat(load.isBroken()).as("a request has failed").isFalse();
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String threadsOf(Jdk jdk, ServerProcess process, Path folder) {
    return jcmd(jdk, process, folder, "Thread.print");
  }

  private static String jcmd(Jdk jdk, ServerProcess process, Path folder, String command) {
    List<String> line = new ArrayList<>();
    line.add(jdk.tool("jcmd").toString());
    line.add(Long.toString(process.pid()));
    line.add(command);
    try {
      Files.createDirectories(folder.resolve("jcmd"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ServerProcess jcmd = ServerLaunch.of("jcmd", folder.resolve("jcmd"), line).start()) {
      assertThat(jcmd.awaitExit(TIMEOUT)).isZero();
      return String.join("\n", jcmd.stdout());
    }
  }
}
