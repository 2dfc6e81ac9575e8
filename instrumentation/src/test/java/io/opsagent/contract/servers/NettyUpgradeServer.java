package io.opsagent.contract.servers;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Netty that goes over to HTTP/2 when a client asks for it in HTTP/1.1. */
public final class NettyUpgradeServer extends NettyServer {

  @Override
  protected void addCodec(Channel channel) {
    HttpServerCodec codec = new HttpServerCodec();
    channel
        .pipeline()
        .addLast(codec)
        .addLast(
            new HttpServerUpgradeHandler(
                codec,
                protocol ->
                    "h2c".contentEquals(protocol)
                        ? new Http2ServerUpgradeCodec(
                            Http2FrameCodecBuilder.forServer().build(),
                            new Http2MultiplexHandler(new Stream()))
                        : null,
                64 * 1024));
  }

  /** Answers every stream. */
  @ChannelHandler.Sharable
  private static final class Stream extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      try {
        if (frame instanceof Http2HeadersFrame && ((Http2HeadersFrame) frame).isEndStream()) {
          var unusedHead =
              context.write(
                  new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")),
                  context.voidPromise());
          var unusedData =
              context.writeAndFlush(
                  new DefaultHttp2DataFrame(
                      Unpooled.copiedBuffer("by stream", StandardCharsets.UTF_8), true),
                  context.voidPromise());
        }
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }
  }
}
