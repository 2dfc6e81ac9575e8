package io.opsagent.redis;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/**
 * The join points of clients of Redis. Of the many methods of Jedis that send, one is called by all
 * others; descriptors tell the versions apart.
 */
public final class RedisPlugin {
  private static final String PACKAGE = "io.opsagent.redis";
  private static final String JEDIS = "Lredis/clients/jedis/";
  private static final String LETTUCE = "Lio/lettuce/core/";

  private RedisPlugin() {}

  /** The plug-in {@code redis}. */
  public static Plugin plugin() {
    return Plugin.ofLibrary(
        "redis",
        PACKAGE,
        // Jedis 2, 3, and from 4 on
        jedisSend("(" + JEDIS + "Protocol$Command;[[B)" + JEDIS + "Connection;"),
        jedisSend("(" + JEDIS + "commands/ProtocolCommand;[[B)" + JEDIS + "Connection;"),
        jedisSend("(" + JEDIS + "commands/ProtocolCommand;[[B)V"),
        jedisSend("(" + JEDIS + "CommandArguments;)V"),
        jedis("readProtocolWithCheckingBroken", "()Ljava/lang/Object;", "JedisReadAdvice"),
        jedis(
            "initializeFromClientConfig",
            "(" + JEDIS + "JedisClientConfig;)V",
            "JedisConfigAdvice"),
        new JoinPoint(
            "io.lettuce.core.RedisClient",
            "connectStandaloneAsync",
            "("
                + LETTUCE
                + "codec/RedisCodec;"
                + LETTUCE
                + "RedisURI;Ljava/time/Duration;)"
                + LETTUCE
                + "ConnectionFuture;",
            PACKAGE + ".LettuceConnectAdvice"),
        new JoinPoint(
            "io.lettuce.core.protocol.CommandHandler",
            "complete",
            "(" + LETTUCE + "protocol/RedisCommand;)V",
            PACKAGE + ".LettuceCompleteAdvice"),
        // The first one up to 5, the second one from 6 on.
        lettuceAwait("LettuceFutures"),
        lettuceAwait("internal.Futures"));
  }

  private static JoinPoint lettuceAwait(String type) {
    return new JoinPoint(
        "io.lettuce.core." + type,
        "awaitOrCancel",
        "(" + LETTUCE + "RedisFuture;JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;",
        PACKAGE + ".LettuceAwaitAdvice");
  }

  private static JoinPoint jedisSend(String descriptor) {
    return jedis("sendCommand", descriptor, "JedisSendAdvice");
  }

  private static JoinPoint jedis(String method, String descriptor, String advice) {
    return new JoinPoint(
        "redis.clients.jedis.Connection", method, descriptor, PACKAGE + "." + advice);
  }
}
