package io.opsagent.benchmarks.overhead.app.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.opsagent.benchmarks.overhead.app.Payload;
import java.nio.charset.StandardCharsets;

/**
 * Answers {@code /tiny}, {@code /json}, {@code /echo} and {@code /fail}. As in most Netty services,
 * a failure is logged and answered by the handler that catches it.
 */
final class ShopHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final System.Logger LOG = System.getLogger("shop");

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    switch (request.uri()) {
      case "/tiny" -> answer(context, "text/plain", Unpooled.wrappedBuffer(Payload.TINY));
      case "/json" -> answer(context, Payload.JSON_TYPE, Unpooled.wrappedBuffer(Payload.JSON));
      case "/echo" -> answer(context, Payload.JSON_TYPE, request.content().retainedSlice());
      case "/fail" -> throw Payload.failure();
      default -> answer(context, HttpResponseStatus.NOT_FOUND, "text/plain", Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    LOG.log(System.Logger.Level.ERROR, "request failed", failure);
    answer(
        context,
        HttpResponseStatus.INTERNAL_SERVER_ERROR,
        Payload.JSON_TYPE,
        Unpooled.copiedBuffer("{\"error\":\"internal\"}", StandardCharsets.UTF_8));
  }

  private static void answer(ChannelHandlerContext context, String type, ByteBuf body) {
    answer(context, HttpResponseStatus.OK, type, body);
  }

  private static void answer(
      ChannelHandlerContext context, HttpResponseStatus status, String type, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    // Its future is of no use here: a client that has gone is not told.
    var unused = context.writeAndFlush(response);
  }
}
