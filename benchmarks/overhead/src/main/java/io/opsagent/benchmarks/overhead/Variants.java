package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All variants, in the order of the tables; the first one is without an agent. */
final class Variants {
  /**
   * A process that rests between phases would get its burst of 3,000 rows anew each time, which one
   * that is busy has spent after a minute. So the burst is what the budget gives in a second.
   */
  static final String ONE_SECOND_BURST = "log.max-rows-burst=50";

  private static final String UNBUDGETED = "log.max-rows-per-second=100000";
  private static final String UNBUDGETED_BURST = "log.max-rows-burst=1000000";

  private Variants() {}

  /**
   * Finds the peers.
   *
   * @param peers folder with the jars of other agents
   * @throws IllegalStateException if one is missing
   */
  static List<Variant> all(Path peers) throws IOException {
    return List.of(
        new Variant(
            "none", "no agent", Variant.Kind.NONE, null, List.of(), true, "The application alone."),
        new Variant(
            "none-again",
            "no agent, once more",
            Variant.Kind.NONE,
            null,
            List.of(),
            true,
            "A second process of the same: what differs from the first one is not an agent but the JVM,"
                + " whose compilers decide otherwise in each process, and the machine. A difference of"
                + " that size says nothing."),
        new Variant(
            "opsagent",
            "OpsAgent",
            Variant.Kind.OPSAGENT,
            "opsagent.jar",
            List.of(ONE_SECOND_BURST),
            true,
            "Defaults: every request in statistics, 50 uneventful rows a second and up to 1,000 eventful"
                + " ones in an H2 database of its own, monitors, API and console. Only the burst of rows"
                + " is one second's worth, because a process that rests between phases would get the"
                + " whole one again each time."),
        new Variant(
            "opsagent-all",
            "OpsAgent, every request a row",
            Variant.Kind.OPSAGENT,
            "opsagent.jar",
            List.of(UNBUDGETED, UNBUDGETED_BURST),
            false,
            "The budget of rows raised to 100,000 a second. A phase counts until its rows are written."),
        new Variant(
            "opsagent-bodies",
            "OpsAgent, every request a row with bodies and headers",
            Variant.Kind.OPSAGENT,
            "opsagent.jar",
            List.of(UNBUDGETED, UNBUDGETED_BURST, "production=false"),
            false,
            "As before, and `production=false`: headers and bodies of both directions are kept, masked and"
                + " stored for every request."),
        new Variant(
            "opsagent-off",
            "OpsAgent, capture off",
            Variant.Kind.OPSAGENT_OFF,
            "opsagent.jar",
            List.of(ONE_SECOND_BURST),
            false,
            "Defaults, and capture switched off through the API before the measurement."),
        new Variant(
            "opentelemetry",
            "OpenTelemetry",
            Variant.Kind.PEER,
            jar(peers, "opentelemetry-javaagent"),
            List.of(
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none"),
            true,
            "Spans and metrics of every request are made; exporters are `none`, so nothing is"
                + " serialised, sent or stored."),
        new Variant(
            "elastic",
            "Elastic APM",
            Variant.Kind.PEER,
            jar(peers, "elastic-apm-agent"),
            List.of(
                "-Delastic.apm.disable_send=true",
                "-Delastic.apm.central_config=false",
                "-Delastic.apm.cloud_provider=NONE",
                "-Delastic.apm.log_level=OFF",
                "-Delastic.apm.application_packages=io.opsagent.benchmarks"),
            true,
            "Transactions and spans of every request are made; `disable_send` drops them before they"
                + " are serialised; nothing is stored. It has no instrumentation of a bare Netty server: its"
                + " figures there are of an agent that sees no request."),
        new Variant(
            "datadog",
            "Datadog",
            Variant.Kind.PEER,
            jar(peers, "dd-java-agent"),
            List.of(
                "-Ddd.trace.agent.url=http://127.0.0.1:9",
                "-Ddd.jmxfetch.enabled=false",
                "-Ddd.remote_config.enabled=false",
                "-Ddd.instrumentation.telemetry.enabled=false",
                "-Ddd.trace.startup.logs=false",
                "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off"),
            true,
            "Traces of every request are made and given to its writer, whose collector is a port that"
                + " nobody listens on; metrics of the JVM, remote configuration and telemetry are off;"
                + " nothing is stored."),
        new Variant(
            "javamelody",
            "JavaMelody",
            Variant.Kind.JAVAMELODY,
            null,
            List.of("-Djavamelody.update-check-disabled=true"),
            true,
            "A library in the application and a filter in front of it: counts and times by path, in files"
                + " of its own. No single request can be looked at. Not for Netty."));
  }

  private static String jar(Path peers, String name) throws IOException {
    if (!Files.isDirectory(peers)) {
      throw new IllegalStateException(
          "the folder of the peers is missing; build with -Ppeers, or use benchmarks/overhead/run");
    }
    try (Stream<Path> files = Files.list(peers)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith(name + "-"))
          .sorted()
          .reduce((older, newer) -> newer)
          .orElseThrow(() -> new IllegalStateException(name + " is missing among the peers"));
    }
  }
}
