package io.opsagent.testapps.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawHttp;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agent records the application, not those who ask the agent (operations-api.md 12). */
class TomcatOwnCallsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String PATH = "/examples/servlets/servlet/HelloWorldExample";

  @Test
  void case_12_preflights_and_calls_of_the_api_leave_no_row() throws Exception {
    Path folder = ScratchFolder.create(TomcatOwnCallsTest.class, "own-calls");
    Path file =
        AgentConfig.forTest(folder.resolve("data")).writeTo(folder.resolve("ops.properties"));
    try (TomcatServer server =
        TomcatServer.start(
            TomcatDistribution.newest(),
            Jdk.running(),
            folder,
            List.of(),
            List.of("-Xmx256m", AgentJar.require().option("config=" + file)),
            Map.of())) {
      OperationsApi api = OperationsApi.of(server.process(), TIMEOUT);
      assertThat(status(api, "OPTIONS", "/data/query")).isEqualTo(200);
      assertThat(status(api, "OPTIONS", "/nope")).isEqualTo(200);
      assertThat(status(api, "GET", "/servers")).isEqualTo(200);
      assertThat(status(api, "GET", "/v1/openapi")).isEqualTo(200);
      RawHttp.exchange(server.port(), Step.get("hello", PATH).bytes());

      assertThat(api.awaitLogs(LogFilter.all(), 1)).extracting(LogRow::path).containsExactly(PATH);
      // In the jar, too, records know which of their members may be null.
      assertThat(body(api, "/v1/openapi")).contains("\"subject\":{\"type\":[\"string\",\"null\"]}");
    }
  }

  private static String body(OperationsApi api, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(api.root() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static int status(OperationsApi api, String method, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(api.root() + path))
                .header("Origin", "http://" + api.root().getAuthority())
                .header("Access-Control-Request-Method", "POST")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
