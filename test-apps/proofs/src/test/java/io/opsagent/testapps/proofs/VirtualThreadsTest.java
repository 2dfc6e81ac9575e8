package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.JdkCase;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * A hundred thousand requests, each on a virtual thread of its own (docs/spec/instrumentation.md 7,
 * case 75): none is lost, and no frame of ours holds a carrier thread.
 */
class VirtualThreadsTest {
  private static final int REQUESTS = 100_000;
  private static final int CLIENTS = 8;

  /** As many as may wait for the database at the same time. */
  private static final int PART = 5_000;

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final String PATH = "/examples/servlets/servlet/HelloWorldExample";

  static List<JdkCase> jdks() {
    return JdkCase.all();
  }

  @FullMatrix
  @ParameterizedTest
  @MethodSource("jdks")
  void none_of_a_hundred_thousand_requests_is_lost_and_nothing_of_ours_pins(JdkCase jdkCase)
      throws IOException, InterruptedException {
    Jdk jdk = jdkCase.jdk();
    if (jdk.feature() < FIRST_WITH_VIRTUAL_THREADS) {
      throw new TestAbortedException(jdk + " has no virtual threads");
    }
    Path folder = ScratchFolder.create(VirtualThreadsTest.class, jdk.toString());
    Path recording = folder.resolve("pinned.jfr");
    // With the defaults of the agent: what is said here holds in production.
    Path config =
        AgentConfig.forTest(folder.resolve("data"))
            .with(AgentConfig.PRODUCTION_KEY, "true")
            .writeTo(folder.resolve("ops.properties"));
    TomcatPlan plan =
        TomcatPlan.of(11)
            .on(jdk)
            .withExamples()
            .changing(
                xml ->
                    xml.replace(
                        "<Connector address", "<Connector useVirtualThreads=\"true\" address"))
            .with(
                "-XX:StartFlightRecording:filename="
                    + recording
                    + ",settings=none,jdk.VirtualThreadPinned#enabled=true"
                    + ",jdk.VirtualThreadPinned#threshold=0ms"
                    + ",jdk.VirtualThreadPinned#stackTrace=true",
                AgentJar.require().option("config=" + config));
    try (TomcatRun run = plan.start(folder)) {
      Load load = new Load(run.port(), PATH, answer -> answer.status() == 200);
      // In parts, so that a machine on which the load is faster than the database has no say.
      for (int sent = PART; sent <= REQUESTS; sent += PART) {
        load.run(CLIENTS, PART / CLIENTS);
        awaitAllWritten(run.api(), sent);
      }
      OperationsApi api = run.api();
      assertThat(api.countLogs(LogFilter.path(PATH).with("status", "200"))).isEqualTo(REQUESTS);
      long id = api.newestLog(LogFilter.path(PATH)).id();
      JsonNode row = api.log(id).json();
      assertThat(row.at("/details/capture/virtual_thread").asBoolean()).as("%s", row).isTrue();
      assertThat(run.process().stop()).isEqualTo(143);
    }
    assertThat(ofOurs(recording)).isEmpty();
    Figures.add(
        REQUESTS + " requests on virtual threads, " + jdk + ": all recorded, none pinned by us");
  }

  private static void awaitAllWritten(OperationsApi api, int sent) {
    Awaitility.await("all rows in the database")
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              JsonNode agent = api.agent();
              assertThat(agent.at("/ring/offered").asLong()).isEqualTo(sent);
              assertThat(agent.at("/rows/written").asLong()).as("%s", agent).isEqualTo(sent);
              assertThat(agent.path("openExchanges")).isEmpty();
              assertThat(agent.at("/ring/droppedByReason"))
                  .allSatisfy(count -> assertThat(count.asLong()).isZero());
              assertThat(agent.at("/rows/leftOutByReason/abandoned").asLong()).isZero();
            });
  }

  /**
   * Events in whose stack is a frame of ours: pinned carriers, and what a library of ours might
   * write into the recordings of others.
   */
  private static List<String> ofOurs(Path recording) throws IOException {
    List<String> found = new ArrayList<>();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getStackTrace() == null) {
          continue;
        }
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
          if (frame.getMethod().getType().getName().startsWith("io.opsagent.")) {
            found.add(event.toString());
            break;
          }
        }
      }
    }
    return found;
  }
}
