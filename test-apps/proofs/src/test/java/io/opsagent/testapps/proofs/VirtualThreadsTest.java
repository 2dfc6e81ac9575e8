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
      int answered =
          new Load(run.port(), PATH, answer -> answer.status() == 200)
              .run(CLIENTS, REQUESTS / CLIENTS)
              .answered();
      assertThat(answered).isEqualTo(REQUESTS);
      OperationsApi api = run.api();
      Awaitility.await("all rows in the database")
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                JsonNode agent = api.agent();
                assertThat(agent.path("ring").path("droppedByReason"))
                    .allSatisfy(count -> assertThat(count.asLong()).isZero());
                assertThat(agent.at("/rows/leftOutByReason/abandoned").asLong()).isZero();
                assertThat(agent.at("/rows/leftOutByReason/queue_full").asLong()).isZero();
                assertThat(agent.at("/ring/offered").asLong()).isEqualTo(REQUESTS);
                assertThat(agent.at("/rows/written").asLong()).isEqualTo(REQUESTS);
                assertThat(agent.path("openExchanges")).isEmpty();
              });
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
