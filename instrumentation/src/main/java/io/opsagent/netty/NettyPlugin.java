package io.opsagent.netty;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/** The join points of Netty's HTTP/1.1 server codec. */
public final class NettyPlugin {
  private static final String PACKAGE = "io.opsagent.netty";

  private NettyPlugin() {}

  /** The plug-in {@code netty}. */
  public static Plugin plugin() {
    return new Plugin(
        "netty",
        PACKAGE,
        new JoinPoint(
            "io.netty.handler.codec.http.HttpObjectDecoder",
            "decode",
            "(Lio/netty/channel/ChannelHandlerContext;Lio/netty/buffer/ByteBuf;Ljava/util/List;)V",
            PACKAGE + ".DecodeAdvice"),
        new JoinPoint(
            "io.netty.handler.codec.http.HttpObjectEncoder",
            "encode",
            "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Object;Ljava/util/List;)V",
            PACKAGE + ".EncodeAdvice"),
        new JoinPoint(
            "io.netty.channel.AbstractChannelHandlerContext",
            "invokeExceptionCaught",
            "(Ljava/lang/Throwable;)V",
            PACKAGE + ".ExceptionAdvice"),
        new JoinPoint(
            "io.netty.channel.DefaultChannelPipeline$HeadContext",
            "exceptionCaught",
            "(Lio/netty/channel/ChannelHandlerContext;Ljava/lang/Throwable;)V",
            PACKAGE + ".HeadExceptionAdvice"));
  }
}
