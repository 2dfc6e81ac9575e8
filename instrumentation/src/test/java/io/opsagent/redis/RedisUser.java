package io.opsagent.redis;

import org.jspecify.annotations.Nullable;

/** An application that keeps something in Redis. */
public interface RedisUser extends AutoCloseable {
  /** Connects to a server of this host. */
  void connect(int port, @Nullable String password);

  void set(String key, String value);

  @Nullable String get(String key);

  /** Sends what the server refuses. */
  void fail(String key);

  @Override
  void close();
}
