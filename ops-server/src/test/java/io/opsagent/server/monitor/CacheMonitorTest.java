package io.opsagent.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.CacheClients;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.LocalCacheFigures;
import io.opsagent.capture.LocalCacheReader;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.capture.RedisLogin;
import io.opsagent.capture.RedisServer;
import io.opsagent.redis.RedisProcess;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.DataDirectory;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Redis servers; what is stored of them is compared with what they say themselves. */
class CacheMonitorTest {
  private static final String PASSWORD = "HIDDEN-redis";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir File folder;

  private final CacheClients clients =
      new Capture(
              new ExchangeRing(64),
              new OpenExchanges(64),
              new BodyMemory(1_000_000),
              new CaptureSettings(false, 0, false))
          .cacheClients();
  private Configuration configuration = Configuration.builder().build();
  private DataDirectory directory;
  private OperationsDatabase database;
  private CacheMonitor monitor;

  @BeforeEach
  void open() throws Exception {
    directory = DataDirectory.open(folder);
    database = OperationsDatabase.open(directory, line -> {});
    monitor =
        new CacheMonitor(
            clients,
            database.monitors(),
            database.resources(),
            "shop",
            () -> configuration,
            Duration.ofSeconds(30),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    monitor.close();
    database.close();
    directory.close();
  }

  private List<Resource> caches() {
    return database.resources().dependencies(Resource.Kind.CACHE, "shop");
  }

  private ObjectNode facts() throws IOException {
    return (ObjectNode) JSON.readTree(caches().get(0).factsJson());
  }

  private List<MonitorSample> samples() {
    return database
        .monitors()
        .newest(
            new MonitorRepository.Query(
                MonitorKind.CACHE, caches().get(0).id(), null, null, null, null),
            100);
  }

  private ObjectNode newest() {
    List<MonitorSample> all = samples();
    return Samples.values(all.get(all.size() - 1));
  }

  private RedisServer server(int port) {
    return Objects.requireNonNull(clients.redis("127.0.0.1", port));
  }

  private static RedisInfo infoOf(int port, RedisLogin login) throws IOException {
    try (RedisConnection connection = RedisConnection.open("127.0.0.1", port, login)) {
      return RedisInfo.parse(connection.info());
    }
  }

  /** Waits until the server that was just started answers. */
  private static RedisInfo awaitInfo(int port, RedisLogin login) {
    return Awaitility.await("Redis")
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> infoOf(port, login), Objects::nonNull);
  }

  @Test
  void a_sample_says_what_the_server_says_of_itself() throws Exception {
    try (RedisProcess redis = RedisProcess.start(folder)) {
      awaitInfo(redis.port(), RedisLogin.NONE);
      server(redis.port()).sent();

      monitor.measure();
      monitor.measure();

      RedisInfo info = infoOf(redis.port(), RedisLogin.NONE);
      assertThat(caches()).extracting(Resource::ident).containsExactly("127.0.0.1:" + redis.port());
      assertThat(facts().get("connected").asBoolean()).isTrue();
      assertThat(facts().get("pid").asLong()).isEqualTo(redis.pid());
      assertThat(facts().get("hostname").asText()).isEqualTo("127.0.0.1");
      assertThat(facts().get("port").asInt()).isEqualTo(redis.port());
      assertThat(facts().get("type").asText()).isEqualTo("redis");
      assertThat(samples()).hasSize(2);
      ObjectNode sample = newest();
      assertThat(sample.get("used_memory").asLong())
          .isBetween(info.number("used_memory") / 2, info.number("used_memory") * 2);
      // Ours, kept between the cycles; the one that has just asked came after it.
      assertThat(sample.get("current_connections").asLong()).isEqualTo(1);
      assertThat(sample.get("total_connections").asLong())
          .isEqualTo(info.number("total_connections_received") - 1);
      assertThat(sample.get("qps").isNumber()).isTrue();
      assertThat(sample.get("cpu_percent").isNumber()).isTrue();
      assertThat(sample.get("memory_percent").isNumber()).isTrue();
      assertThat(sample.at("/metrics/keys").asLong()).isZero();
      assertThat(sample.at("/metrics/client_commands").asLong()).isZero();
    }
  }

  @Test
  void the_login_of_the_application_opens_a_server_with_a_password_and_is_never_stored()
      throws Exception {
    RedisLogin login = new RedisLogin(null, PASSWORD, false, false, null);
    try (RedisProcess redis = RedisProcess.start(folder, "--requirepass", PASSWORD)) {
      awaitInfo(redis.port(), login);
      server(redis.port()).login(login);

      monitor.measure();

      assertThat(facts().get("connected").asBoolean()).isTrue();
      assertThat(caches().get(0).toString() + newest()).doesNotContain(PASSWORD);
    }
  }

  @Test
  void a_user_of_the_access_control_list_is_let_in() throws Exception {
    RedisLogin login = new RedisLogin("ops", PASSWORD, false, false, null);
    try (RedisProcess redis =
        RedisProcess.start(
            folder, "--user", "ops", "on", ">" + PASSWORD, "+@all", "--user", "default", "off")) {
      awaitInfo(redis.port(), login);
      server(redis.port()).login(login);

      monitor.measure();

      assertThat(facts().get("connected").asBoolean()).isTrue();
    }
  }

  @Test
  void a_wrong_password_is_said_is_asked_for_again_and_is_tried_less_and_less() throws Exception {
    RedisLogin right = new RedisLogin(null, PASSWORD, false, false, null);
    try (RedisProcess redis = RedisProcess.start(folder, "--requirepass", PASSWORD)) {
      RedisInfo before = awaitInfo(redis.port(), right);
      RedisServer server = server(redis.port());
      server.login(new RedisLogin(null, "wrong", false, false, null));
      assertThat(server.isLoginWanted()).isFalse();

      monitor.measure();

      assertThat(facts().get("connected").asBoolean()).isFalse();
      assertThat(facts().get("problem").asText()).isEqualTo("WRONGPASS");
      assertThat(samples()).isEmpty();
      assertThat(server.isLoginWanted()).isTrue();

      for (int cycle = 0; cycle < 11; cycle++) {
        monitor.measure();
      }
      // Tries in the cycles 1, 3, 7 and 15.
      long tries =
          infoOf(redis.port(), right).number("total_connections_received")
              - before.number("total_connections_received")
              - 1;
      assertThat(tries).isEqualTo(3);

      server.login(right);
      for (int cycle = 0; cycle < 4; cycle++) {
        monitor.measure();
      }
      assertThat(facts().get("connected").asBoolean()).isTrue();
    }
  }

  @Test
  void a_server_that_does_not_answer_costs_two_seconds_at_most() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server(silent.getLocalPort()).sent();
      long start = System.nanoTime();

      monitor.measure();

      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
      assertThat(facts().get("connected").asBoolean()).isFalse();
      assertThat(facts().get("problem").asText()).isEqualTo("SocketTimeoutException");
    }
  }

  @Test
  void a_server_that_was_restarted_is_asked_again_in_the_same_cycle() throws Exception {
    int port;
    try (RedisProcess redis = RedisProcess.start(folder)) {
      port = redis.port();
      awaitInfo(port, RedisLogin.NONE);
      server(port).sent();
      monitor.measure();
    }
    try (RedisProcess again = RedisProcess.startOn(port, folder)) {
      awaitInfo(port, RedisLogin.NONE);

      monitor.measure();

      assertThat(samples()).hasSize(2);
      assertThat(facts().get("pid").asLong()).isEqualTo(again.pid());
    }
  }

  @Test
  void nothing_is_measured_while_the_monitor_is_off() throws Exception {
    configuration = Configuration.builder().set(MonitorKeys.CACHE_DISABLED, true).build();
    try (RedisProcess redis = RedisProcess.start(folder)) {
      RedisInfo before = awaitInfo(redis.port(), RedisLogin.NONE);
      server(redis.port()).sent();

      monitor.measure();

      assertThat(caches()).isEmpty();
      assertThat(infoOf(redis.port(), RedisLogin.NONE).number("total_connections_received"))
          .isEqualTo(before.number("total_connections_received") + 1);
    }
  }

  @Test
  void a_cache_in_memory_has_the_figures_that_the_application_records() throws Exception {
    Object cache = new Object();
    LocalCacheReader reader = object -> new LocalCacheFigures(12, true, 30, 10, 5);
    clients.local("caffeine", "com.example.Catalog.products", cache, reader);

    monitor.measure();

    assertThat(caches().get(0).ident()).isEqualTo("caffeine:com.example.Catalog.products");
    assertThat(facts().get("type").asText()).isEqualTo("memory");
    ObjectNode sample = newest();
    assertThat(sample.at("/metrics/keys").asLong()).isEqualTo(12);
    assertThat(sample.at("/metrics/hit_percent").asDouble()).isEqualTo(75);
    assertThat(sample.at("/metrics/evicted_keys").asLong()).isEqualTo(5);
    assertThat(clients.localCaches()).hasSize(1);
    assertThat(cache).isNotNull();
    assertThat(reader).isNotNull();
  }

  @Test
  void a_cache_in_memory_that_is_gone_is_not_connected_any_more() throws Exception {
    LocalCacheReader reader = object -> new LocalCacheFigures(1, false, 0, 0, 0);
    Object[] held = {new Object()};
    clients.local("caffeine", "com.example.Catalog.products", held[0], reader);
    monitor.measure();
    assertThat(facts().get("connected").asBoolean()).isTrue();

    held[0] = "another";
    Awaitility.await()
        .until(
            () -> {
              System.gc();
              return clients.localCaches().isEmpty();
            });
    monitor.measure();

    assertThat(facts().get("connected").asBoolean()).isFalse();
    assertThat(samples()).hasSize(1);
    assertThat(reader).isNotNull();
  }

  @Test
  void more_servers_than_there_is_room_for_are_counted() {
    for (int port = 1; port <= 100; port++) {
      clients.redis("127.0.0.1", port);
    }

    assertThat(clients.redisServers()).hasSize(64);
    assertThat(clients.leftOut()).isEqualTo(36);
  }
}
