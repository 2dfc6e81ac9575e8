package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything of ours that runs inside a request throws (docs/spec/instrumentation.md 7, case 70):
 * the application answers as without the agent, takes no longer, the failures are counted, and the
 * join points that fail switch themselves off.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenAdviceTest {
  /** As LinkedJoinPoint's breaker has it. */
  private static final int FAILURES_UNTIL_OFF = 20;

  private static final Set<String> BINDINGS = Set.of("spring", "tomcat");

  private final Path folder = ScratchFolder.create(BrokenAdviceTest.class, "all");
  private Map<String, RawAnswer> firstTour = Map.of();
  private Map<String, RawAnswer> secondTour = Map.of();
  private List<TomcatRun> baseline = List.of();

  /**
   * What is broken, and how.
   *
   * @param name for the report
   * @param choice the methods
   * @param type what they throw
   * @param switchesOff whether the breaker must open
   */
  record Chaos(
      String name, BrokenJar.Choice choice, Class<? extends Throwable> type, boolean switchesOff) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Chaos> everything() {
    BrokenJar.Choice bindings =
        (type, method) -> BINDINGS.contains(packageOf(type)) && !type.endsWith("Plugin");
    return List.of(
        new Chaos("all advice and bindings", bindings, IllegalStateException.class, true),
        new Chaos("bindings of an unknown version", bindings, NoSuchMethodError.class, true),
        new Chaos(
            "callbacks that read facts",
            (type, method) ->
                BINDINGS.contains(packageOf(type))
                    && (type.endsWith("Adapter") || type.endsWith("View")),
            IllegalStateException.class,
            false),
        new Chaos(
            "the capture behind the bindings",
            (type, method) ->
                type.equals("capture/Capture")
                    && Set.of("begin", "end", "abandon", "requestBody", "responseBody")
                        .contains(method),
            ClassCastException.class,
            true),
        new Chaos(
            "bodies",
            (type, method) ->
                type.equals("capture/BodyCapture")
                    || (type.equals("capture/BodyMemory") && method.equals("reserve")),
            ArrayIndexOutOfBoundsException.class,
            true),
        new Chaos(
            "the ring",
            (type, method) -> type.equals("capture/ExchangeRing") && method.equals("offer"),
            IllegalStateException.class,
            true),
        new Chaos("no memory left", bindings, OutOfMemoryError.class, false),
        new Chaos("no stack left", bindings, StackOverflowError.class, false));
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.indexOf('/')));
  }

  @BeforeAll
  void withoutAgent() throws IOException {
    TomcatRun run = plan().start(folder.resolve("without"));
    baseline = List.of(run);
    firstTour = ShopTour.against(run.port());
    secondTour = ShopTour.against(run.port());
  }

  @AfterAll
  void stop() {
    baseline.forEach(TomcatRun::close);
  }

  @Test
  void answers_are_as_without_the_agent_when_all_advice_throws()
      throws IOException, InterruptedException {
    assertAnswersAreTheSame(everything().get(0));
  }

  @FullMatrix
  @ParameterizedTest
  @MethodSource("everything")
  void answers_are_as_without_the_agent(Chaos chaos) throws IOException, InterruptedException {
    assertAnswersAreTheSame(chaos);
  }

  private void assertAnswersAreTheSame(Chaos chaos) throws IOException, InterruptedException {
    Path own = ScratchFolder.create(BrokenAdviceTest.class, chaos.name());
    BrokenAgent agent =
        BrokenAgent.in(
            own,
            AgentConfig.forTest(own.resolve("data")),
            chaos.choice(),
            new BrokenJar.Throws(chaos.type()));
    try (TomcatRun run = plan().with(agent.option()).start(own)) {
      ShopTour.assertSame(firstTour, ShopTour.against(run.port()));
      ShopTour.assertSame(secondTour, ShopTour.against(run.port()));
      // Twenty and more calls of each join point that every request passes.
      load(run).run(2, 50);
      OperationsApi api = run.api();
      assertThat(api.health()).isEqualTo(200);
      assertThat(failures(api)).as("failures counted").isPositive();
      if (chaos.switchesOff()) {
        assertThat(api.agent().path("joinPoints"))
            .as("something is switched off, and says why")
            .anySatisfy(
                point -> {
                  assertThat(point.path("state").asText()).isEqualTo("switched_off");
                  assertThat(point.path("failures").asInt()).isBetween(1, 2 * FAILURES_UNTIL_OFF);
                  assertThat(point.path("lastFailure").asText())
                      .contains(chaos.type().getSimpleName());
                });
      }
      run.process().stop();
      assertThat(run.everythingWritten())
          .noneMatch(line -> line.contains("broken on purpose"))
          .noneMatch(line -> line.contains("io.opsagent."));
      assertThat(run.process().stderr()).filteredOn(OutputWatch.BANNER.asPredicate()).hasSize(1);
    }
  }

  @FullMatrix
  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void requests_take_no_longer_than_without_the_agent(Class<? extends Throwable> type)
      throws IOException, InterruptedException {
    Path own = ScratchFolder.create(BrokenAdviceTest.class, "times-" + type.getSimpleName());
    BrokenAgent agent =
        BrokenAgent.in(
            own,
            AgentConfig.forTest(own.resolve("data")),
            (name, method) -> BINDINGS.contains(packageOf(name)) && !name.endsWith("Plugin"),
            new BrokenJar.Throws(type));
    // Both anew: a server that has run for longer is the faster one.
    try (TomcatRun without = plan().start(own.resolve("without"));
        TomcatRun with = plan().with(agent.option()).start(own.resolve("with"))) {
      SideBySide.measure(load(without), load(with))
          .report("all advice throws " + type.getSimpleName())
          .assertWithinNoise();
      assertThat(failures(with.api())).as("failures counted").isPositive();
    }
  }

  /** At join points, and of callbacks and facts that are counted apart. */
  private static long failures(OperationsApi api) {
    JsonNode agent = api.agent();
    long sum = agent.at("/rows/leftOutByReason/facts_not_readable").asLong();
    for (JsonNode point : agent.path("joinPoints")) {
      sum += point.path("failures").asLong();
    }
    return sum;
  }

  private static TomcatPlan plan() {
    return TomcatPlan.of(9).deploying(TomcatPlan.shop());
  }

  private static Load load(TomcatRun run) {
    return new Load(run.port(), "/shop/api/products/3", answer -> answer.status() == 200);
  }
}
