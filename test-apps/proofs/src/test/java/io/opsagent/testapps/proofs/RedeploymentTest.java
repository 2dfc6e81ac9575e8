package io.opsagent.testapps.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A Spring application that is deployed again and again under load (docs/spec/instrumentation.md 7,
 * case 68): its old class loaders are collected, what we linked for them too, and Metaspace does
 * not grow.
 */
class RedeploymentTest {
  private static final int REDEPLOYMENTS = 20;

  /** Code that runs for the first time still loads classes in the first rounds. */
  private static final int WARM_UP = 5;

  private static final Duration DEPLOYMENT_TIMEOUT = Duration.ofSeconds(120);
  private static final String WEBAPP_LOADER =
      "org.apache.catalina.loader.ParallelWebappClassLoader";
  private static final String BINDING_LOADER = "io.opsagent.weaving.BindingLoader";
  private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");

  private final Path folder = ScratchFolder.create(RedeploymentTest.class, "run");

  @FullMatrix
  @Test
  void old_class_loaders_are_collected_and_metaspace_stays_flat()
      throws IOException, InterruptedException {
    Path config =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    TomcatPlan plan =
        TomcatPlan.of(9)
            .deploying(TomcatPlan.shop())
            // What is softly reachable goes with every collection: it is no leak.
            .with("-XX:SoftRefLRUPolicyMSPerMB=0", AgentJar.require().option("config=" + config))
            // Looks for changed applications every second.
            .changing(
                xml ->
                    xml.replace(
                        "<Engine name=\"Catalina\"",
                        "<Engine name=\"Catalina\" backgroundProcessorDelay=\"1\""));
    try (TomcatRun run = plan.start(folder);
        Visitors visitors = Visitors.of(run.port())) {
      visitors.awaitGoodAnswers();
      long warmKiloBytes = 0;
      for (int i = 1; i <= REDEPLOYMENTS; i++) {
        redeploy(run, i);
        visitors.awaitGoodAnswers();
        if (i == WARM_UP) {
          warmKiloBytes = metaspaceKiloBytes(run);
        }
      }
      visitors.stop();
      Awaitility.await("one class loader of the application")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(run.liveInstances(WEBAPP_LOADER)).isOne());
      // Tomcat's own, that of its log, which lies on the class path, and the application's.
      assertThat(run.liveInstances(BINDING_LOADER)).isLessThanOrEqualTo(3);
      long kiloBytes = metaspaceKiloBytes(run);
      assertThat(kiloBytes)
          .as("Metaspace after %d redeployments, KB; %d KB after 5", REDEPLOYMENTS, warmKiloBytes)
          .isLessThan(warmKiloBytes + warmKiloBytes / 20);
      Figures.add(
          REDEPLOYMENTS
              + " redeployments: Metaspace after "
              + WARM_UP
              + " "
              + warmKiloBytes
              + " KB, after all "
              + kiloBytes
              + " KB, "
              + visitors.good()
              + " good answers meanwhile");
      assertThat(run.api().agent().path("joinPoints"))
          .allSatisfy(point -> assertThat(point.path("failures").asInt()).as("%s", point).isZero());
      assertThat(run.everythingWritten())
          .noneMatch(line -> line.contains("io.opsagent") || line.contains("opsagent-"));
    }
  }

  /** Gives the WAR another date, and waits until Tomcat has deployed it so often. */
  private static void redeploy(TomcatRun run, int times) throws IOException {
    Path war = run.base().resolve("webapps/shop.war");
    Files.setLastModifiedTime(
        war, FileTime.fromMillis(Files.getLastModifiedTime(war).toMillis() + 10_000));
    Awaitility.await("redeployment " + times)
        .atMost(DEPLOYMENT_TIMEOUT)
        .until(
            () ->
                run.process().stderr().stream()
                        .filter(line -> line.contains("shop.war] has finished"))
                        .count()
                    > times);
  }

  private static long metaspaceKiloBytes(TomcatRun run) {
    // Twice: classes go after the collection that found their loader dead.
    run.jcmd("GC.run");
    run.jcmd("GC.run");
    List<String> lines = run.jcmd("GC.heap_info");
    for (String line : lines) {
      Matcher matcher = METASPACE.matcher(line);
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1));
      }
    }
    throw new AssertionError("no Metaspace in " + lines);
  }

  /** Two visitors of one page who take every answer, because an application may be away. */
  private record Visitors(
      int port,
      ExecutorService threads,
      AtomicBoolean stopped,
      AtomicInteger goodAnswers,
      List<Future<?>> running)
      implements AutoCloseable {
    private static final byte[] REQUEST =
        "GET /shop/api/products/3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);

    static Visitors of(int port) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      AtomicBoolean stopped = new AtomicBoolean();
      AtomicInteger good = new AtomicInteger();
      Runnable visit =
          () -> {
            while (!stopped.get()) {
              try {
                RawAnswer answer = RawHttp.exchange(port, REQUEST);
                if (answer.status() == 200) {
                  good.incrementAndGet();
                }
              } catch (IOException e) {
                throw new UncheckedIOException("Tomcat did not answer at all", e);
              }
            }
          };
      return new Visitors(
          port, threads, stopped, good, List.of(threads.submit(visit), threads.submit(visit)));
    }

    int good() {
      return goodAnswers.get();
    }

    void awaitGoodAnswers() {
      int before = good();
      Awaitility.await("good answers")
          .atMost(DEPLOYMENT_TIMEOUT)
          .until(() -> good() > before + 20 || running.stream().anyMatch(Future::isDone));
      assertThat(running).as("visitors that gave up").noneMatch(Future::isDone);
    }

    void stop() {
      stopped.set(true);
      threads.shutdown();
      Awaitility.await("end of the load").atMost(DEPLOYMENT_TIMEOUT).until(threads::isTerminated);
    }

    @Override
    public void close() {
      stopped.set(true);
      threads.shutdownNow();
    }
  }
}
