package io.opsagent.testapps.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.testing.FreePort;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis server with a password, a pool of Jedis and a cache of Caffeine. */
class CachesTest {
  private static final String PASSWORD = "HIDDEN-redis";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static JsonNode result(OperationsApi api, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(api.root() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body()).path("result");
  }

  private static JsonNode cache(OperationsApi api, String prefix) {
    return Awaitility.await("cache " + prefix)
        .atMost(TIMEOUT)
        .until(
            () -> {
              for (JsonNode one : result(api, "/servers/caches")) {
                if (one.path("ident").asText().startsWith(prefix)) {
                  return one;
                }
              }
              return null;
            },
            found -> found != null);
  }

  private static JsonNode series(OperationsApi api, JsonNode cache) {
    return Awaitility.await("two samples")
        .atMost(TIMEOUT)
        .until(
            () -> result(api, "/servers/cache/metrics?cache_id=" + cache.path("id").asLong()),
            frame -> frame.path("id").size() >= 2);
  }

  private ServerProcess redis(int port) {
    ServerProcess redis =
        ServerLaunch.of(
                "redis",
                folder,
                List.of(
                    "redis-server",
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--requirepass",
                    PASSWORD))
            .start();
    redis.awaitStdout(Pattern.compile(".*Ready to accept connections.*"), TIMEOUT);
    return redis;
  }

  @Test
  void the_caches_of_an_unchanged_application_are_listed_and_measured()
      throws IOException, InterruptedException {
    int port = FreePort.pick();
    try (ServerProcess redis = redis(port);
        RunningApplication application =
            RunningApplication.start(
                folder.resolve("application"),
                "jedis",
                config -> config,
                "redis",
                "redis://:" + PASSWORD + "@127.0.0.1:" + port)) {
      application.get("/warm-up", "warm-up");
      OperationsApi api = application.api();
      for (int i = 0; i < 20; i++) {
        application.get("/article-" + i, "first-" + i);
        application.get("/article-" + i, "second-" + i);
      }

      JsonNode server = cache(api, "127.0.0.1:" + port);
      assertThat(server.path("connected").asBoolean()).isTrue();
      assertThat(server.path("pid").asLong()).isEqualTo(redis.pid());
      assertThat(server.path("type").asText()).isEqualTo("redis");
      assertThat(server.path("port").asInt()).isEqualTo(port);
      assertThat(server.path("route").asText()).isEqualTo("cache/127.0.0.1:" + port);
      JsonNode frame = series(api, server);
      int last = frame.path("id").size() - 1;
      assertThat(frame.path("used_memory").get(last).asLong()).isGreaterThan(100_000);
      assertThat(frame.path("current_connections").get(last).asInt()).isBetween(2, 20);
      assertThat(frame.path("time").get(last).isTextual()).isTrue();
      Awaitility.await("all articles")
          .atMost(TIMEOUT)
          .until(
              () -> {
                JsonNode metrics = series(api, server).path("metrics");
                return metrics.get(metrics.size() - 1).path("keys").asInt();
              },
              keys -> keys == 21);

      JsonNode memory = cache(api, "caffeine:com.example.libraries.Stock.<init>");
      assertThat(memory.path("type").asText()).isEqualTo("memory");
      JsonNode metrics = series(api, memory).path("metrics");
      JsonNode newest = metrics.get(metrics.size() - 1);
      assertThat(newest.path("keys").asInt()).isEqualTo(21);
      assertThat(newest.path("hits").asInt()).isEqualTo(20);

      JsonNode row = api.log(api.awaitLogs(LogFilter.requestId("first-7"), 1).get(0).id()).json();
      assertThat(row.at("/details/capture/cache_calls").asInt()).isGreaterThanOrEqualTo(2);
      JsonNode cached =
          api.log(api.awaitLogs(LogFilter.requestId("second-7"), 1).get(0).id()).json();
      assertThat(cached.at("/details/capture").has("cache_calls")).isFalse();

      redis.kill();
      Awaitility.await("a server that is gone")
          .atMost(TIMEOUT)
          .until(() -> !cache(api, "127.0.0.1:" + port).path("connected").asBoolean(true));
      application.process().stop();
      try (Stream<Path> files = Files.walk(application.dataFolder())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as("%s", file)
              .doesNotContain(PASSWORD);
        }
      }
    }
  }
}
