package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.Vocabulary;
import io.opsagent.server.api.RouteTable.Route;
import io.opsagent.server.testkit.RunningServer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A page of an allowed origin can read every header of ours that an answer may have. */
class ExposedHeadersTest {
  /** What browsers and proxies act on; no page needs to read it. */
  private static final Set<String> FOR_OTHERS =
      Set.of("x-accel-buffering", "x-content-type-options", "x-frame-options");

  /** What callers, proxies and supervisors send or are sent. */
  private static final Set<String> OF_REQUESTS =
      Set.of(
          "x-access-key",
          "x-service-id",
          "x-node-id",
          "x-node-key",
          "x-utilmeta-node-id",
          "x-utilmeta-connection-key",
          "x-opsagent-request",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-gzip",
          "x-original-host",
          "x-original-forwarded-for",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-envoy-external-address",
          "x-proxyuser-ip",
          "x-azure-clientip",
          "x-appengine-user-ip");

  /** Members of the OpenAPI document. */
  private static final Set<String> NO_HEADERS = Set.of("x-scopes", "x-origin");

  private static Set<String> exposed(RunningServer running) {
    Set<String> names = new TreeSet<>();
    for (String name :
        running.get("/token/scope").header("Access-Control-Expose-Headers").split(",", -1)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  @Test
  void every_header_of_every_answer_is_exposed() {
    try (RunningServer running = RunningServer.start()) {
      Set<String> exposed = exposed(running);
      for (Route route : running.server.routes()) {
        running
            .send(route.method(), route.path().replaceAll("[{<][^}>]*[}>]", "1"))
            .headers()
            .keySet()
            .stream()
            .filter(name -> name.startsWith("x-") && !FOR_OTHERS.contains(name))
            .forEach(name -> assertThat(exposed).as(route.toString()).contains(name));
      }
    }
  }

  /** Also those that an answer has in rare cases only: their names stand in the class files. */
  @Test
  void every_header_that_the_server_knows_is_exposed_or_one_of_requests() {
    List<String> known =
        Vocabulary.headersOfServer().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    assertThat(known).contains("x-request-id", "x-result-incomplete");
    try (RunningServer running = RunningServer.start()) {
      Set<String> exposed = exposed(running);
      assertThat(known)
          .filteredOn(name -> !FOR_OTHERS.contains(name) && !OF_REQUESTS.contains(name))
          .filteredOn(name -> !NO_HEADERS.contains(name))
          .as("Put a header of answers into Access-Control-Expose-Headers (Cors)")
          .allSatisfy(name -> assertThat(exposed).contains(name));
      assertThat(exposed).contains("retry-after");
    }
  }
}
