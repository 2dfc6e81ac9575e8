package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What lies behind the ring is dead, full or gone (docs/spec/instrumentation.md 7, case 71): the
 * application answers as without the agent, and what was lost is counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenPipelineTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int RING_CAPACITY = 64;
  private static final int CLIENTS = 2;

  private Map<String, RawAnswer> tour = Map.of();

  @BeforeAll
  void withoutAgent() throws IOException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "without");
    try (TomcatRun run = plan().start(folder)) {
      tour = ShopTour.against(run.port());
    }
  }

  @AfterAll
  void forget() {
    tour = Map.of();
  }

  @Test
  void a_dead_drain_fills_the_ring_and_what_finds_no_place_is_counted()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "dead-drain");
    BrokenAgent agent =
        BrokenAgent.in(
            folder,
            smallRing(folder),
            (type, method) -> type.equals("server/pipeline/Drain") && method.equals("run"),
            new BrokenJar.DoesNothing());
    try (TomcatRun run = plan().with(agent.option()).start(folder)) {
      ShopTour.assertSame(tour, ShopTour.against(run.port()));
      int sent = load(run).run(CLIENTS, 500).answered();
      OperationsApi api = run.api();
      JsonNode ring = api.agent().path("ring");
      assertThat(ring.path("offered").asLong()).isEqualTo(sent + tour.size());
      assertThat(ring.at("/droppedByReason/ring_full").asLong())
          .isEqualTo(sent + tour.size() - RING_CAPACITY);
      assertThat(api.agent().at("/rows/written").asLong()).isZero();
      assertThat(api.health()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(run.process().stderr())
                      .anyMatch(line -> line.contains("the drain's thread has ended")));
      assertSilentStop(run);
    }
  }

  @FullMatrix
  @Test
  void a_dead_writer_fills_the_queue_and_what_finds_no_place_is_counted()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "dead-writer");
    BrokenAgent agent =
        BrokenAgent.in(
            folder,
            smallRing(folder),
            (type, method) -> type.equals("server/pipeline/LogWriter") && method.equals("run"),
            new BrokenJar.DoesNothing());
    try (TomcatRun run = plan().with(agent.option()).start(folder)) {
      ShopTour.assertSame(tour, ShopTour.against(run.port()));
      OperationsApi api = run.api();
      int sent = load(run).run(CLIENTS, 6_000).answered();
      Awaitility.await("every request is counted somewhere")
          .atMost(TIMEOUT)
          .untilAsserted(
              () -> {
                JsonNode now = api.agent();
                JsonNode leftOut = now.at("/rows/leftOutByReason");
                long refused =
                    leftOut.path("queue_full").asLong() + leftOut.path("queue_memory").asLong();
                assertThat(refused).as("refused").isPositive();
                assertThat(
                        refused
                            + queueLength(now, "writer")
                            + now.at("/ring/droppedByReason/ring_full").asLong())
                    .isEqualTo(sent + tour.size());
              });
      assertSilentStop(run);
    }
  }

  @FullMatrix
  @Test
  void without_memory_for_bodies_requests_are_recorded_and_left_out_bodies_counted()
      throws IOException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "no-body-memory");
    BrokenAgent agent =
        BrokenAgent.in(
            folder,
            AgentConfig.forTest(folder.resolve("data")),
            (type, method) -> type.equals("capture/BodyMemory") && method.equals("reserve"),
            new BrokenJar.DoesNothing());
    try (TomcatRun run = plan().with(agent.option()).start(folder)) {
      Map<String, RawAnswer> answers = ShopTour.against(run.port());
      ShopTour.assertSame(tour, answers);
      OperationsApi api = run.api();
      ShopTour.assertRecorded(api, answers);
      JsonNode row = api.log(api.awaitLogs(LogFilter.requestId("json"), 1).get(0).id()).json();
      assertThat(row.path("result").isNull()).as("body: %s", row).isTrue();
      assertThat(row.at("/details/capture/response_body/left_out").asText())
          .isEqualTo("memory_budget");
      assertSilentStop(run);
    }
  }

  @Test
  void a_database_whose_files_are_deleted_under_it_harms_nobody()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "database-gone");
    try (TomcatRun run = plan().with(agentOption(folder, folder.resolve("data"))).start(folder)) {
      OperationsApi api = run.api();
      ShopTour.assertSame(tour, ShopTour.against(run.port()));
      api.awaitLogs(LogFilter.requestId("order"), 1);
      deleteAll(folder.resolve("data"));
      load(run).run(CLIENTS, 1_000);
      assertEveryRequestIsAccountedFor(api, CLIENTS * 1_000 + tour.size());
      Awaitility.await("the API says so")
          .atMost(TIMEOUT)
          .untilAsserted(() -> assertThat(storage(api)).isEqualTo("file_gone"));
      run.process().stop();
      assertThat(run.process().stderr())
          .filteredOn(line -> line.contains("was deleted or replaced under the running agent"))
          .as("one line that says so, however often it is looked at")
          .hasSize(1);
      assertThat(run.everythingWritten()).noneMatch(line -> line.startsWith("\tat io.opsagent"));
    }
    // And the application comes up again, with the agent and a new database.
    try (TomcatRun again = plan().with(agentOption(folder, folder.resolve("data"))).start(folder)) {
      Load other = new Load(again.port(), "/shop/api/products/6", answer -> answer.status() == 200);
      assertThat(other.run(1, 1).answered()).isOne();
      again.api().awaitLogs(LogFilter.path(other.path()), 1);
      assertThat(storage(again.api())).isEqualTo("ok");
    }
  }

  @FullMatrix
  @Test
  void a_database_whose_file_is_overwritten_harms_nobody()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "database-overwritten");
    try (TomcatRun run = plan().with(agentOption(folder, folder.resolve("data"))).start(folder)) {
      OperationsApi api = run.api();
      ShopTour.assertSame(tour, ShopTour.against(run.port()));
      api.awaitLogs(LogFilter.requestId("order"), 1);
      Path database = folder.resolve("data/slot-0/ops.mv.db");
      try (FileChannel file = FileChannel.open(database, StandardOpenOption.WRITE)) {
        file.truncate(0);
      }
      load(run).run(CLIENTS, 1_000);
      assertEveryRequestIsAccountedFor(api, CLIENTS * 1_000 + tour.size());
    }
    // And the application comes up again, with the agent and a database.
    try (TomcatRun again = plan().with(agentOption(folder, folder.resolve("data"))).start(folder)) {
      Load other = new Load(again.port(), "/shop/api/products/6", answer -> answer.status() == 200);
      assertThat(other.run(1, 1).answered()).isOne();
      again.api().awaitLogs(LogFilter.path(other.path()), 1);
    }
  }

  @FullMatrix
  @Test
  void a_full_disk_harms_nobody_and_what_could_not_be_written_is_counted()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "disk-full");
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 48);
        TomcatRun run =
            plan().with(agentOption(folder, disk.folder().resolve("data"))).start(folder)) {
      OperationsApi api = run.api();
      ShopTour.assertSame(tour, ShopTour.against(run.port()));
      api.awaitLogs(LogFilter.requestId("order"), 1);
      Path filler = disk.fill();
      load(run).run(CLIENTS, 3_000);
      Awaitility.await("one line that says so")
          .atMost(TIMEOUT)
          .until(
              () ->
                  run.process().stderr().stream()
                      .anyMatch(line -> line.contains("cannot be written")));
      int sent = CLIENTS * 3_000 + tour.size();
      assertEveryRequestIsAccountedFor(api, sent);
      assertThat(storage(api)).isEqualTo("not_writable");
      Files.delete(filler);
      Awaitility.await("what has waited is written once there is room, without a restart")
          .atMost(TIMEOUT)
          .untilAsserted(
              () -> {
                assertThat(queueLength(api.agent(), "writer")).isZero();
                assertThat(storage(api)).isEqualTo("ok");
              });
      Load later = new Load(run.port(), "/shop/api/products/6", answer -> answer.status() == 200);
      later.run(1, 50);
      api.awaitLogs(LogFilter.path(later.path()), 50);
      assertEveryRequestIsAccountedFor(api, sent + 50);
      run.process().stop();
      assertThat(run.process().stderr())
          .filteredOn(line -> line.contains("takes rows again"))
          .isNotEmpty();
      assertThat(run.everythingWritten()).noneMatch(line -> line.startsWith("\tat io.opsagent"));
      // Not only in memory: they are there when the application is started again.
      try (TomcatRun again =
          plan().with(agentOption(folder, disk.folder().resolve("data"))).start(folder)) {
        load(again).run(1, 1);
        again.api().awaitLogs(LogFilter.path(later.path()), 50);
      }
    }
  }

  @FullMatrix
  @Test
  void requests_take_no_longer_while_the_ring_is_full_and_everything_behind_it_dead()
      throws IOException, InterruptedException {
    Path folder = ScratchFolder.create(BrokenPipelineTest.class, "times");
    BrokenAgent agent =
        BrokenAgent.in(
            folder,
            smallRing(folder),
            (type, method) ->
                (type.equals("server/pipeline/Drain") || type.equals("server/pipeline/LogWriter"))
                    && method.equals("run"),
            new BrokenJar.DoesNothing());
    try (TomcatRun without = plan().start(folder.resolve("without"));
        TomcatRun with = plan().with(agent.option()).start(folder.resolve("with"))) {
      SideBySide.measure(load(without), load(with)).report("ring full").assertWithinNoise();
      assertThat(with.api().agent().at("/ring/droppedByReason/ring_full").asLong()).isPositive();
    }
  }

  /** Each is in the database, waits for it, or is counted as lost. */
  private static void assertEveryRequestIsAccountedFor(OperationsApi api, int sent) {
    Awaitility.await("every request is accounted for")
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              JsonNode agent = api.agent();
              JsonNode leftOut = agent.at("/rows/leftOutByReason");
              long lost =
                  agent.at("/ring/droppedByReason/ring_full").asLong()
                      + agent.at("/ring/droppedByReason/not_formatted").asLong()
                      + agent.at("/rows/failed").asLong()
                      + leftOut.path("queue_full").asLong()
                      + leftOut.path("queue_memory").asLong();
              long waiting = queueLength(agent, "ring") + queueLength(agent, "writer");
              long written = agent.at("/rows/written").asLong();
              // What the writer has taken and tries again is in none of the queues.
              assertThat(written + waiting + lost).isBetween((long) sent - 1_000, (long) sent);
            });
  }

  private static String storage(OperationsApi api) {
    return api.agent().at("/storage/state").asText();
  }

  private static long queueLength(JsonNode agent, String name) {
    for (JsonNode queue : agent.path("queues")) {
      if (queue.path("name").asText().equals(name)) {
        return queue.path("length").asLong();
      }
    }
    throw new AssertionError("no queue " + name + " in " + agent);
  }

  /** But for the one line in which the agent says that its own health is bad. */
  private static void assertSilentStop(TomcatRun run) {
    run.process().stop();
    assertThat(run.everythingWritten()).noneMatch(line -> line.contains("io.opsagent."));
    assertThat(run.process().stderr())
        .filteredOn(line -> line.contains("OpsAgent"))
        .filteredOn(OutputWatch.BANNER.asPredicate().negate())
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(line -> line.startsWith("OpsAgent: Its own health: "));
  }

  private static AgentConfig smallRing(Path folder) {
    return AgentConfig.forTest(folder.resolve("data"))
        .with("capture.ring-capacity", Integer.toString(RING_CAPACITY));
  }

  private static String agentOption(Path folder, Path dataFolder) {
    Path config = AgentConfig.forTest(dataFolder).writeTo(folder.resolve("ops.properties"));
    return AgentJar.require().option("config=" + config);
  }

  private static TomcatPlan plan() {
    return TomcatPlan.of(9).deploying(TomcatPlan.shop());
  }

  private static Load load(TomcatRun run) {
    return new Load(run.port(), "/shop/api/products/3", answer -> answer.status() == 200);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
