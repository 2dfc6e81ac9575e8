package com.example.contract.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds the route of each request and gives it the body. One for each connection. */
final class ContractHandler extends SimpleChannelInboundHandler<HttpObject> {
  private @Nullable Call call;
  private BodySink body = BodySink.UNREAD;

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content) {
      boolean last = part instanceof LastHttpContent;
      BodySink taking = body;
      if (last) {
        body = BodySink.UNREAD;
      }
      taking.take(content.content(), last);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    body = BodySink.UNREAD;
    Call begun = new Call(context, request);
    call = begun;
    if (request.decoderResult().isFailure()) {
      begun.closeAfterwards();
      begun.text(
          request.decoderResult().cause() instanceof TooLongHttpHeaderException
              ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
              : HttpResponseStatus.BAD_REQUEST,
          "not understood\n");
      return;
    }
    BodySink sink = Routes.answer(begun);
    body = sink;
    // The aggregator has seen to it for whole requests.
    if (sink != BodySink.UNREAD
        && !(request instanceof FullHttpRequest)
        && HttpUtil.is100ContinueExpected(request)) {
      var unused =
          context.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Call failed = call;
    body = BodySink.UNREAD;
    if (cause instanceof IOException || failed == null || failed.isBegun()) {
      ChannelFuture unused = context.close();
      return;
    }
    failed.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "failed\n");
  }
}
