package io.opsagent.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.RedisServer;
import io.opsagent.weaving.TestEngine;
import java.io.File;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every client of Redis that is known, in the versions that are out there. */
class RedisClientsTest {
  private static final String APPS = "io.opsagent.redis.apps.";

  private final TestEngine engine = new TestEngine(false);

  @TempDir File folder;

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

  RedisClientsTest() throws ReflectiveOperationException {}

  /** A client: its jars and who uses it. */
  enum Client {
    JEDIS_2("jedis-2", "JedisUser", "redis.clients."),
    JEDIS_3("jedis-3", "JedisUser", "redis.clients."),
    JEDIS_4("jedis-4", "JedisUser", "redis.clients."),
    JEDIS_5("jedis-5", "JedisUser", "redis.clients."),
    JEDIS_6("jedis-6", "JedisUser", "redis.clients."),
    JEDIS_7("jedis-7", "JedisUser", "redis.clients."),
    LETTUCE_5_3("lettuce-5.3", "LettuceUser", "io.lettuce.", "io.netty."),
    LETTUCE_6_1("lettuce-6.1", "LettuceUser", "io.lettuce.", "io.netty."),
    LETTUCE_6_8("lettuce-6.8", "LettuceUser", "io.lettuce.", "io.netty.", "reactor.");

    private final String folder;
    private final String user;
    private final String[] prefixes;

    Client(String folder, String user, String... prefixes) {
      this.folder = folder;
      this.user = user;
      this.prefixes = prefixes;
    }
  }

  private RedisUser userOf(Client client) throws ReflectiveOperationException {
    String[] prefixes = new String[client.prefixes.length + 1];
    System.arraycopy(client.prefixes, 0, prefixes, 1, client.prefixes.length);
    prefixes[0] = APPS;
    ClassLoader loader =
        engine.loader(new File("target/other-versions/" + client.folder), prefixes);
    // Lettuce looks for some of its classes through it.
    Thread.currentThread().setContextClassLoader(loader);
    return (RedisUser)
        Class.forName(APPS + client.user, true, loader).getDeclaredConstructor().newInstance();
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(contextLoader);
  }

  private static RedisProcess started(RedisProcess redis) {
    Awaitility.await("Redis")
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket("127.0.0.1", redis.port())) {
                return socket.isConnected();
              }
            });
    return redis;
  }

  @ParameterizedTest
  @EnumSource
  void commands_and_errors_are_counted_for_the_server_and_for_the_request(Client client)
      throws Exception {
    try (RedisProcess redis = started(RedisProcess.start(folder));
        RedisUser user = userOf(client)) {
      user.connect(redis.port(), null);
      user.set("a", "b");
      RedisServer server = Awaitility.await().until(this::onlyServer, Objects::nonNull);
      assertThat(server.host()).isEqualTo("127.0.0.1");
      assertThat(server.port()).isEqualTo(redis.port());
      Awaitility.await().until(() -> server.commands() > 0);
      long before = awaitQuiet(server);

      Exchange exchange = Objects.requireNonNull(engine.capture().begin("test"));
      Object entered = CurrentExchange.enter(exchange);
      try {
        for (int i = 0; i < 10; i++) {
          assertThat(user.get("a")).isEqualTo("b");
        }
      } finally {
        CurrentExchange.exit(entered);
      }

      Awaitility.await().until(() -> server.commands() == before + 10);
      assertThat(exchange.cacheCalls()).isEqualTo(10);
      assertThat(exchange.cacheNanos()).isPositive();
      long errors = server.errors();
      assertThatThrownBy(() -> user.fail("a")).hasMessageContaining("WRONGTYPE");
      Awaitility.await().until(() -> server.errors() == errors + 1);
      engine.assertHealthy();
    }
  }

  private @Nullable RedisServer onlyServer() {
    List<RedisServer> servers = engine.capture().cacheClients().redisServers();
    return servers.size() == 1 ? servers.get(0) : null;
  }

  /** What is said at the beginning of a connection comes in the client's own time. */
  private static long awaitQuiet(RedisServer server) {
    Long count = server.commands();
    return Awaitility.await()
        .during(Duration.ofMillis(200))
        .until(server::commands, now -> now.equals(server.commands()) && now >= count);
  }

  @ParameterizedTest
  @EnumSource
  void the_login_of_the_client_is_known_and_says_nothing_as_text(Client client) throws Exception {
    try (RedisProcess redis = started(RedisProcess.start(folder, "--requirepass", "HIDDEN"));
        RedisUser user = userOf(client)) {
      user.connect(redis.port(), "HIDDEN");
      user.set("a", "b");

      RedisServer server = Awaitility.await().until(this::onlyServer, Objects::nonNull);

      assertThat(server.login().password()).isEqualTo("HIDDEN");
      assertThat(server.login().isTls()).isFalse();
      assertThat(server.login().toString()).doesNotContain("HIDDEN");
      engine.assertHealthy();
    }
  }
}
