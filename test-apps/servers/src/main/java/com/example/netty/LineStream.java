package com.example.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** Sends one line after the other, each as a chunk, the next when the one before is out. */
final class LineStream implements ChannelFutureListener {
  private final ChannelHandlerContext context;
  private final long lines;
  private long sent;

  LineStream(ChannelHandlerContext context, long lines) {
    this.context = context;
    this.lines = lines;
  }

  void start() {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    HttpUtil.setTransferEncodingChunked(head, true);
    context.writeAndFlush(head).addListener(this);
  }

  @Override
  public void operationComplete(ChannelFuture previous) {
    if (!previous.isSuccess()) {
      ChannelFuture unused = context.close();
    } else if (sent == lines) {
      ChannelFuture unused = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      sent++;
      context
          .writeAndFlush(
              new DefaultHttpContent(
                  Unpooled.copiedBuffer("line " + sent + "\n", StandardCharsets.US_ASCII)))
          .addListener(this);
    }
  }
}
