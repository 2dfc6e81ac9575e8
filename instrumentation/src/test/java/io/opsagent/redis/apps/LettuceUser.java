package io.opsagent.redis.apps;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.opsagent.redis.RedisUser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Uses Lettuce. */
public final class LettuceUser implements RedisUser {
  private @Nullable RedisClient client;
  private @Nullable StatefulRedisConnection<String, String> connection;

  @Override
  public void connect(int port, @Nullable String password) {
    String login = password == null ? "" : ":" + password + "@";
    client = RedisClient.create(RedisURI.create("redis://" + login + "127.0.0.1:" + port));
    connection = client.connect();
  }

  private StatefulRedisConnection<String, String> connection() {
    StatefulRedisConnection<String, String> known = connection;
    if (known == null) {
      throw new IllegalStateException("not connected");
    }
    return known;
  }

  @Override
  public void set(String key, String value) {
    connection().sync().set(key, value);
  }

  @Override
  public @Nullable String get(String key) {
    return connection().sync().get(key);
  }

  @Override
  public void fail(String key) {
    connection().sync().lpop(key);
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
