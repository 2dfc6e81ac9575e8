package io.opsagent.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.Channel;
import io.opsagent.capture.CacheClients;
import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.RedisLogin;
import io.opsagent.capture.RedisServer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Counts the commands of Lettuce for each server, on its own threads, and how long threads of the
 * application wait for an answer, of whatever server.
 */
final class LettuceBinding {
  private static final CacheClients CLIENTS = Capture.current().cacheClients();
  private static final MethodHandle CHANNEL = channel();

  private LettuceBinding() {}

  private static MethodHandle channel() {
    try {
      Field field = CommandHandler.class.getDeclaredField("channel");
      field.setAccessible(true);
      return MethodHandles.lookup().unreflectGetter(field);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }

  static void connecting(@Nullable Object address) {
    RedisURI uri = (RedisURI) address;
    if (uri == null || uri.getHost() == null || uri.getHost().isEmpty()) {
      // By a sentinel or a local socket.
      return;
    }
    RedisServer server = CLIENTS.redis(uri.getHost(), uri.getPort());
    if (server != null) {
      server.login(
          new RedisLogin(
              // By name: Lettuce 5 has no users.
              Members.text(Members.call(uri, "getUsername")),
              Members.text(Members.call(uri, "getPassword")),
              uri.isSsl(),
              uri.isVerifyPeer(),
              null));
    }
  }

  static void completed(Object handler, @Nullable Object completed) {
    SocketAddress remote = channelOf((CommandHandler) handler).remoteAddress();
    if (!(remote instanceof InetSocketAddress)) {
      return;
    }
    InetSocketAddress address = (InetSocketAddress) remote;
    RedisServer server = CLIENTS.redis(address.getHostString(), address.getPort());
    if (server != null) {
      server.sent();
      CommandOutput<?, ?, ?> output =
          completed == null ? null : ((RedisCommand<?, ?, ?>) completed).getOutput();
      if (output != null && output.hasError()) {
        server.failed();
      }
    }
  }

  private static Channel channelOf(CommandHandler handler) {
    try {
      return (Channel) CHANNEL.invokeExact(handler);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static @Nullable Exchange await() {
    return CacheClients.enter();
  }

  static void awaited(@Nullable Object entered) {
    if (entered != null) {
      CacheClients.leave((Exchange) entered);
    }
  }
}
