package io.opsagent.server.http;

import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.server.api.LogPrivacy;
import io.opsagent.server.api.OperationsServices;
import io.opsagent.server.api.ReadinessChecks;
import io.opsagent.server.live.LiveLog;
import io.opsagent.server.metrics.JvmMetrics;
import io.opsagent.server.metrics.MetricsExporter;
import io.opsagent.server.metrics.ProcessMetrics;
import io.opsagent.server.openapi.OpenApi;
import io.opsagent.server.runtime.HeapDumps;
import io.opsagent.server.runtime.RuntimeInspection;
import io.opsagent.server.statistics.TrafficHistory;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.IdleAgent;
import io.opsagent.server.testkit.InMemoryEndpointSeries;
import io.opsagent.server.testkit.InMemoryErrors;
import io.opsagent.server.testkit.InMemoryServiceLogs;
import io.opsagent.server.testkit.ListedSwitches;
import io.opsagent.server.testkit.QuietService;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.verdict.VerdictRules;
import io.opsagent.settings.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** A program whose main ends while its server is still open. */
final class OwnProcess {
  private OwnProcess() {}

  public static void main(String[] args) throws IOException {
    AccessDatabase away = AccessDatabase.away();
    long beginNanos = System.nanoTime();
    OperationsServer server =
        OperationsServer.start(
            OperationsServerSettings.builder("shop").port(0).build(),
            new OperationsServices(
                new InMemoryServiceLogs(),
                new InMemoryErrors(),
                new LiveLog((name, work) -> new Thread(work, name)),
                new TrafficHistory(
                    new InMemoryEndpointSeries(), "shop", ZoneOffset.UTC, Clock.systemUTC()),
                new OpenApi("shop", null, null, null, List::of),
                () -> new VerdictRules().judge(QuietService.facts()),
                () -> Configuration.builder().build(),
                IdleAgent::snapshot,
                new ListedSwitches(),
                new ReadinessChecks(),
                () -> LogPrivacy.OPEN,
                RunningServer.access(away.repositories()),
                away.nodes(),
                call -> {},
                new MetricsExporter(List.of(new JvmMetrics(), new ProcessMetrics())),
                new RuntimeInspection(
                    List::of,
                    () -> new Masking(new SecretNames(List.of())),
                    new HeapDumps(
                        Path.of("heap-dumps"),
                        () -> Configuration.builder().build(),
                        () -> 0,
                        Clock.systemUTC()),
                    (name, work) -> new Thread(work, name))),
            System.out::println);
    System.out.println("started in ms: " + (System.nanoTime() - beginNanos) / 1_000_000);
    // A plain socket: the JDK's own client begins logging.
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          "GET /ops/logs/service HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      String statusLine = new String(answer, StandardCharsets.US_ASCII).lines().findFirst().get();
      System.out.println("answered: " + statusLine);
    }
  }
}
