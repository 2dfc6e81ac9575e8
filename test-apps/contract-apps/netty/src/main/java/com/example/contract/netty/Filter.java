package com.example.contract.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Answers {@code /filtered-answer} itself, so that no other handler sees that request. */
final class Filter extends ChannelInboundHandlerAdapter {
  private boolean filtering;

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (part instanceof HttpRequest request) {
      filtering = Call.rawPath(request).equals("/app/filtered-answer");
      if (filtering) {
        new Call(context, request).text("by filter\n");
      }
    }
    if (!filtering) {
      context.fireChannelRead(part);
      return;
    }
    filtering = !(part instanceof LastHttpContent);
    ReferenceCountUtil.release(part);
  }
}
