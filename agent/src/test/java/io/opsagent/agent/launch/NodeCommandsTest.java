package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.Attachments;
import io.opsagent.server.OperationsRuntime;
import io.opsagent.server.RuntimeEnvironment;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.api.CaptureControl;
import io.opsagent.server.api.CaptureState;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code status} and {@code connect} find a real runtime by its state file and ask it. */
class NodeCommandsTest {
  @TempDir private Path folder;
  private final List<String> opened = new ArrayList<>();
  private final List<String> console = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private @Nullable OperationsRuntime runtime;

  @BeforeEach
  void start() {
    runtime = start(folder);
  }

  @AfterEach
  void stop() {
    if (runtime != null) {
      runtime.shutDown(500);
    }
  }

  private OperationsRuntime start(Path dataDir) {
    return OperationsRuntime.start(
        new RuntimeEnvironment(
            Configuration.builder()
                .set(Keys.DATA_DIR, dataDir.toFile())
                .set(Keys.PORT, 0)
                .set(Keys.SERVICE_NAME, "shop")
                .build(),
            new Capture(
                new ExchangeRing(64),
                new OpenExchanges(16),
                new BodyMemory(1_000_000),
                new CaptureSettings(false, 1_000, false)),
            "0.1.0",
            new NothingAttached(),
            new NoSwitches(),
            AgentThreads::create,
            console::add));
  }

  private int execute(NodeCommand command, String... arguments) {
    return new CommandLine(command).setOut(new PrintWriter(out, true)).execute(arguments);
  }

  private String url() {
    return java.util.Objects.requireNonNull(runtime).url();
  }

  @Test
  void status_prints_health_url_rows_and_drops_and_ends_with_0() {
    int code =
        execute(new StatusCommand(new File("x/opsagent.jar")), "--data-dir", folder.toString());
    assertThat(out.toString())
        .contains(Long.toString(ProcessHandle.current().pid()), "shop", url(), "OpsAgent 0.1.0")
        .contains("  ready")
        .contains("checks  cycle ok, drain ok, storage ok")
        .contains("rows    0 written, 0 failed, left out: none")
        .contains("drops   none of 0 requests");
    assertThat(code).isZero();
  }

  @Test
  void status_ends_with_1_and_says_so_where_no_agent_runs() {
    Path other = folder.resolve("other");
    int code =
        execute(new StatusCommand(new File("x/opsagent.jar")), "--data-dir", other.toString());
    assertThat(out.toString()).contains("No agent is running with data directory " + other);
    assertThat(code).isEqualTo(1);
  }

  @Test
  void connect_checks_the_node_prints_its_console_and_opens_it() {
    int code = execute(connect(true), "--data-dir", folder.toString());
    assertThat(out.toString())
        .contains(url() + " of service shop answers and is ready.")
        .contains("Console: " + url() + "/ui/")
        .doesNotContain("There is no browser");
    assertThat(opened).containsExactly(url() + "/ui/");
    assertThat(code).isZero();
  }

  @Test
  void connect_on_a_machine_without_display_prints_only() {
    assertThat(execute(connect(false), "--data-dir", folder.toString())).isZero();
    assertThat(out.toString()).contains("open the address yourself");
  }

  @Test
  void connect_opens_nothing_when_it_is_told_so() {
    assertThat(execute(connect(true), "--data-dir", folder.toString(), "--no-browser")).isZero();
    assertThat(opened).isEmpty();
  }

  @Test
  void connect_of_a_process_that_is_not_there_lists_those_that_are() {
    assertThat(execute(connect(true), "--data-dir", folder.toString(), "--pid", "1")).isEqualTo(1);
    assertThat(out.toString()).contains("No agent of process 1 is running there", url());
    assertThat(opened).isEmpty();
  }

  @Test
  void a_platform_that_is_not_trusted_is_refused_with_the_agents_own_words() {
    CommandLine supervisor =
        SupervisorCommands.all(new File("x/opsagent.jar"))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true));
    String[] where = {"--data-dir", folder.toString()};
    assertThat(supervisor.execute("list", where[0], where[1])).isZero();
    assertThat(out.toString()).isEmpty();
    String key = "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";
    assertThat(
            supervisor.execute(
                "connect", "https://evil.example/spv", "--key", key, where[0], where[1]))
        .isEqualTo(1);
    assertThat(out.toString()).contains("opsagent: This node is one of production");
    assertThat(supervisor.execute("delete", "--node", "n1", "--key", key, where[0], where[1]))
        .isEqualTo(1);
    assertThat(out.toString()).contains("\"n1\" is no node of the agent");
  }

  private ConnectCommand connect(boolean hasBrowser) {
    return new ConnectCommand(
        new File("x/opsagent.jar"),
        page -> {
          opened.add(page);
          return hasBrowser;
        });
  }

  @Test
  void the_banner_says_that_the_agent_found_itself_ready() {
    assertThat(console)
        .singleElement()
        .asString()
        .startsWith("UtilMeta OperationsAPI loaded at " + url())
        .endsWith(" (ready: cycle, drain, storage)");
  }

  @Test
  void a_browser_is_opened_only_where_somebody_sees_it() {
    String page = "http://127.0.0.1:1/ops/ui/";
    assertThat(Browser.command("Linux", Map.of(), page)).isNull();
    assertThat(Browser.command("Linux", Map.of("DISPLAY", ":0"), page))
        .containsExactly("xdg-open", page);
    assertThat(Browser.command("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), page)).isNotNull();
    assertThat(Browser.command("Mac OS X", Map.of(), page)).containsExactly("open", page);
    assertThat(Browser.command("Mac OS X", Map.of("SSH_CONNECTION", "x"), page)).isNull();
    assertThat(Browser.command("Windows 11", Map.of(), page)).contains(page);
  }

  private static final class NoSwitches implements CaptureControl {
    @Override
    public CaptureState state() {
      return new CaptureState(List.of(), List.of(), List.of(), null);
    }

    @Override
    public CaptureState change(Map<String, @Nullable Boolean> wishes, boolean resetBreakers) {
      throw new IllegalStateException("The commands change nothing");
    }
  }

  private static final class NothingAttached implements Attachments {
    @Override
    public List<AgentSnapshot.JoinPoint> joinPoints() {
      return List.of();
    }

    @Override
    public List<AgentSnapshot.NotAttached> notAttached() {
      return List.of();
    }

    @Override
    public List<AgentSnapshot.StartStep> startSteps() {
      return List.of();
    }

    @Override
    public void rest() {}
  }
}
