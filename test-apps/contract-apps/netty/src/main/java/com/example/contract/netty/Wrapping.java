package com.example.contract.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;

/** Puts objects of its own in the place of request and answer of {@code /wrapped}. */
final class Wrapping extends ChannelDuplexHandler {
  private boolean wrapping;

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (part instanceof HttpRequest request) {
      wrapping = Call.rawPath(request).equals("/app/wrapped");
      context.fireChannelRead(wrapping ? new OwnRequest(request) : request);
      return;
    }
    context.fireChannelRead(part);
  }

  @Override
  public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
    boolean own = wrapping && part instanceof FullHttpResponse;
    var unused = context.write(own ? new OwnResponse((FullHttpResponse) part) : part, promise);
  }

  /** The request as the handlers behind see it. */
  static final class OwnRequest extends DefaultHttpRequest {
    OwnRequest(HttpRequest request) {
      super(request.protocolVersion(), request.method(), request.uri(), request.headers());
    }
  }

  /** The answer as the codec sees it. */
  private static final class OwnResponse extends DefaultFullHttpResponse {
    OwnResponse(FullHttpResponse response) {
      super(
          response.protocolVersion(),
          response.status(),
          response.content(),
          response.headers(),
          response.trailingHeaders());
    }
  }
}
