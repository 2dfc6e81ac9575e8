package io.opsagent.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AttributeKey;
import io.opsagent.capture.Capture;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's events, translated for the {@link HttpConnection} of their channel
 * (docs/spec/instrumentation.md 3.5). What comes here of clients and other protocols, which share
 * the advised classes, is told by the type of the codec.
 */
final class NettyBinding {
  static final Capture CAPTURE = Capture.current();

  /** Answer of {@link #decoding} where nothing is to be looked at; also when it failed. */
  private static final int NOT_OURS = 0;

  private static final AttributeKey<Object> CONNECTION =
      AttributeKey.valueOf("io.opsagent.netty.connection");

  private NettyBinding() {}

  /** Returns one more than the number of parts that were decoded before. */
  static int decoding(Object decoder, Object decoded) {
    return decoder instanceof HttpRequestDecoder ? ((List<?>) decoded).size() + 1 : NOT_OURS;
  }

  static void decoded(int mark, Object context, Object decoded) {
    if (mark == NOT_OURS) {
      return;
    }
    List<?> parts = (List<?>) decoded;
    if (parts.size() < mark) {
      return;
    }
    Channel channel = ((ChannelHandlerContext) context).channel();
    HttpConnection connection = existing(channel);
    if (connection == null) {
      if (CloseListener.FAILURES.isOpen()) {
        // Nobody would end what is open when the channel closes.
        return;
      }
      connection = open(channel);
    }
    for (int i = mark - 1; i < parts.size(); i++) {
      connection.received(parts.get(i));
    }
  }

  static void encoding(Object encoder, Object context, @Nullable Object part) {
    if (part != null && encoder instanceof HttpResponseEncoder) {
      HttpConnection connection = existing(((ChannelHandlerContext) context).channel());
      if (connection != null) {
        connection.sending(part);
      }
    }
  }

  static void failed(Object handlerContext, @Nullable Object exception) {
    ChannelHandlerContext context = (ChannelHandlerContext) handlerContext;
    HttpConnection connection = existing(context.channel());
    if (connection == null || !(exception instanceof Throwable)) {
      return;
    }
    // The head of a pipeline is its own handler. What it reports of input and output is that the
    // client is gone; what handlers answer to that reaches nobody.
    if (exception instanceof IOException && (Object) context.handler() == context) {
      connection.closed();
    } else {
      connection.failed((Throwable) exception);
    }
  }

  private static @Nullable HttpConnection existing(Channel channel) {
    Object attribute = channel.attr(CONNECTION).get();
    // After a relink it can be of another binding loader.
    return attribute instanceof HttpConnection ? (HttpConnection) attribute : null;
  }

  private static HttpConnection open(Channel channel) {
    HttpConnection connection = new HttpConnection(channel);
    channel.attr(CONNECTION).set(connection);
    channel.closeFuture().addListener(new CloseListener(connection));
    return connection;
  }
}
