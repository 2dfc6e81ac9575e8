package io.opsagent.redis;

import io.opsagent.capture.CacheClients;
import io.opsagent.capture.Capture;
import io.opsagent.capture.RedisServer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Counts the commands of Jedis for each server. Written against no version: its connections have
 * told their address in two ways, and their packages have moved.
 */
final class JedisBinding {
  private static final CacheClients CLIENTS = Capture.current().cacheClients();

  /** {@code (Object)String} and {@code (Object)int}. */
  private static final MethodHandle HOST;

  private static final MethodHandle PORT;

  /** Whether a connection keeps its password: not from Jedis 4 on. */
  private static final boolean KEEPS_LOGIN;

  static {
    try {
      Class<?> connection = Class.forName("redis.clients.jedis.Connection");
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Method address = declared(connection, "getHostAndPort");
      MethodHandle host;
      MethodHandle port;
      if (address == null) {
        host = lookup.unreflect(connection.getMethod("getHost"));
        port = lookup.unreflect(connection.getMethod("getPort"));
      } else {
        address.setAccessible(true);
        MethodHandle read = lookup.unreflect(address);
        Class<?> type = address.getReturnType();
        host = MethodHandles.filterReturnValue(read, lookup.unreflect(type.getMethod("getHost")));
        port = MethodHandles.filterReturnValue(read, lookup.unreflect(type.getMethod("getPort")));
      }
      HOST = host.asType(MethodType.methodType(String.class, Object.class));
      PORT = port.asType(MethodType.methodType(int.class, Object.class));
      KEEPS_LOGIN = address == null;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }

  private JedisBinding() {}

  private static @Nullable Method declared(Class<?> type, String name) {
    try {
      return type.getDeclaredMethod(name);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  static void sent(Object connection) {
    RedisServer server = serverOf(connection);
    if (server != null) {
      server.sent();
      if (KEEPS_LOGIN && server.isLoginWanted()) {
        server.login(JedisLogin.of(connection));
      }
    }
  }

  static void answered(Object connection, long startNanos, @Nullable Throwable failure) {
    long nanos = System.nanoTime() - startNanos;
    CacheClients.called(nanos);
    RedisServer server = serverOf(connection);
    if (server != null) {
      server.answered(nanos);
      if (failure != null) {
        server.failed();
      }
    }
  }

  static void configured(Object connection, @Nullable Object configuration) {
    RedisServer server = serverOf(connection);
    if (server != null) {
      server.login(JedisLogin.ofConfiguration(configuration));
    }
  }

  private static @Nullable RedisServer serverOf(Object connection) {
    try {
      String host = (String) HOST.invokeExact(connection);
      return host == null ? null : CLIENTS.redis(host, (int) PORT.invokeExact(connection));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
