package com.example.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of uploads as they come; lets all other requests pass. */
final class Upload extends ChannelInboundHandlerAdapter {
  private @Nullable HttpRequest upload;
  private CRC32 sum = new CRC32();
  private long bytes;

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (part instanceof HttpRequest request) {
      upload = request.uri().equals("/upload") ? request : null;
      sum = new CRC32();
      bytes = 0;
    }
    HttpRequest current = upload;
    if (current == null) {
      context.fireChannelRead(part);
      return;
    }
    try {
      if (part instanceof HttpContent content) {
        ByteBuf buffer = content.content();
        bytes += buffer.readableBytes();
        sum.update(buffer.nioBuffer());
      }
      if (part instanceof LastHttpContent) {
        upload = null;
        Answers.text(context, current, bytes + " bytes, sum " + sum.getValue() + "\n");
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }
}
