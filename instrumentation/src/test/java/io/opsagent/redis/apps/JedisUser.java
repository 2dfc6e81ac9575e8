package io.opsagent.redis.apps;

import io.opsagent.redis.RedisUser;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Uses Jedis, by methods that all versions have. */
public final class JedisUser implements RedisUser {
  private @Nullable Jedis jedis;

  @Override
  public void connect(int port, @Nullable String password) {
    String login = password == null ? "" : ":" + password + "@";
    jedis = new Jedis(URI.create("redis://" + login + "127.0.0.1:" + port));
  }

  private Jedis client() {
    Jedis known = jedis;
    if (known == null) {
      throw new IllegalStateException("not connected");
    }
    return known;
  }

  @Override
  public void set(String key, String value) {
    client().set(key, value);
  }

  @Override
  public @Nullable String get(String key) {
    return client().get(key);
  }

  @Override
  public void fail(String key) {
    client().lpop(key);
  }

  @Override
  public void close() {
    if (jedis != null) {
      jedis.close();
    }
  }
}
