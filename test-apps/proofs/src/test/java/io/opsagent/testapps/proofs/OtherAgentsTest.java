package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Other agents on the same command line, before and behind ours (docs/spec/instrumentation.md 7,
 * case 74): the application answers as without any agent, both see its requests, nothing fails to
 * verify.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherAgentsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What a class that two agents broke between them says when it is loaded, linked or called. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "VerifyError|ClassFormatError|IncompatibleClassChangeError|NoClassDefFoundError"
              + "|LinkageError|ClassCircularityError|BootstrapMethodError|IllegalAccessError");

  private Map<String, RawAnswer> withoutAgents = Map.of();

  enum Order {
    OURS_FIRST,
    OURS_LAST;

    List<String> of(String ours, List<String> theirs) {
      List<String> options = new ArrayList<>(theirs);
      options.add(this == OURS_FIRST ? 0 : options.size(), ours);
      return List.copyOf(options);
    }
  }

  @BeforeAll
  void answersWithoutAnyAgent() throws IOException {
    Path folder = ScratchFolder.create(OtherAgentsTest.class, "without");
    try (TomcatRun run = TomcatPlan.of(9).deploying(TomcatPlan.shop()).start(folder)) {
      withoutAgents = ShopTour.against(run.port());
    }
  }

  @AfterAll
  void forget() {
    withoutAgents = Map.of();
  }

  @FullMatrix
  @ParameterizedTest
  @EnumSource(Order.class)
  void jacoco_and_ours_both_see_every_request(Order order) throws IOException {
    Path folder = ScratchFolder.create(OtherAgentsTest.class, "jacoco-" + order);
    Path hits = folder.resolve("jacoco.exec");
    List<String> theirs =
        List.of(OtherAgent.JACOCO.option() + "=output=file,append=false,destfile=" + hits);
    try (TomcatRun run = start(folder, order, theirs)) {
      assertBothWork(run);
      run.process().stop();
      assertNothingBroke(run);
    }
    ExecFileLoader loader = new ExecFileLoader();
    loader.load(hits.toFile());
    assertThat(loader.getExecutionDataStore().getContents())
        .filteredOn(ExecutionData::hasHits)
        .extracting(ExecutionData::getName)
        .contains(
            "org/apache/catalina/connector/CoyoteAdapter",
            "org/apache/catalina/core/StandardEngineValve",
            "org/springframework/web/servlet/mvc/method/RequestMappingInfoHandlerMapping",
            "com/example/shop/product/ProductController");
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void opentelemetry_and_ours_both_see_every_request(Order order) throws IOException {
    Path folder = ScratchFolder.create(OtherAgentsTest.class, "opentelemetry-" + order);
    List<String> theirs =
        List.of(
            OtherAgent.OPEN_TELEMETRY.option(),
            "-Dotel.service.name=shop",
            "-Dotel.traces.exporter=console",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.bsp.schedule.delay=200");
    try (TomcatRun run = start(folder, order, theirs)) {
      assertBothWork(run);
      for (String span :
          List.of(
              "GET /shop/products/{id}",
              "GET /shop/api/products/{id}",
              "POST /shop/api/orders",
              "POST /shop/login",
              "GET /shop/api/shipping/quotes/async")) {
        Awaitility.await("OpenTelemetry's span " + span)
            .atMost(TIMEOUT)
            .until(
                () ->
                    run.process().output().stream()
                        .anyMatch(line -> line.contains("'" + span + "' :")));
      }
      run.process().stop();
      assertNothingBroke(run);
    }
  }

  @FullMatrix
  @ParameterizedTest
  @EnumSource(Order.class)
  void elastic_apm_and_ours_both_see_every_request(Order order) throws IOException {
    Path folder = ScratchFolder.create(OtherAgentsTest.class, "elastic-" + order);
    try (ElasticServer server = new ElasticServer()) {
      List<String> theirs =
          List.of(
              OtherAgent.ELASTIC_APM.option(),
              "-Delastic.apm.server_url=" + server.url(),
              "-Delastic.apm.service_name=shop",
              "-Delastic.apm.api_request_time=1s",
              "-Delastic.apm.central_config=false",
              "-Delastic.apm.cloud_provider=NONE",
              "-Delastic.apm.metrics_interval=0s");
      try (TomcatRun run = start(folder, order, theirs)) {
        assertBothWork(run);
        for (String path : ShopTour.shopPaths()) {
          if (path.endsWith(".css")) {
            // Left out by the default of its transaction_ignore_urls.
            continue;
          }
          Awaitility.await("Elastic's transaction for " + path)
              .atMost(TIMEOUT)
              .until(() -> server.hasSeen(path));
        }
        run.process().stop();
        assertNothingBroke(run);
      }
    }
  }

  private static TomcatRun start(Path folder, Order order, List<String> theirs) throws IOException {
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    String ours = AgentJar.require().option("config=" + config);
    return TomcatPlan.of(9)
        .deploying(TomcatPlan.shop())
        .with("-Xverify:all")
        .with(order.of(ours, theirs))
        .start(folder);
  }

  private void assertBothWork(TomcatRun run) throws IOException {
    Map<String, RawAnswer> answers = ShopTour.against(run.port());
    ShopTour.assertSame(withoutAgents, answers);
    OperationsApi api = run.api();
    ShopTour.assertRecorded(api, answers);
    assertThat(api.agent().path("notAttached")).as("what our agent could not attach to").isEmpty();
    assertThat(api.agent().path("joinPoints"))
        .isNotEmpty()
        .allSatisfy(point -> assertThat(point.path("failures").asInt()).as("%s", point).isZero());
  }

  private static void assertNothingBroke(TomcatRun run) throws IOException {
    assertThat(run.process().leftOutLines()).isZero();
    assertThat(run.everythingWritten()).noneMatch(line -> BROKEN.matcher(line).find());
    assertThat(agentLog(run)).noneMatch(line -> BROKEN.matcher(line).find());
  }

  /** Our own log. */
  private static List<String> agentLog(TomcatRun run) throws IOException {
    Path log = run.base().resolveSibling("data").resolve("slot-0").resolve("opsagent.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }
}
