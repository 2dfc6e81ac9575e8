package com.example.contract.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** Sends text frames back. */
final class EchoSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
  private final WebSocketServerHandshaker handshaker;

  private EchoSocket(WebSocketServerHandshaker handshaker) {
    this.handshaker = handshaker;
  }

  static void open(Call call) {
    FullHttpRequest request = (FullHttpRequest) call.request();
    ChannelHandlerContext context = call.context();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://127.0.0.1/app/echo-socket", null, false)
            .newHandshaker(request);
    if (handshaker == null || call.header("Sec-WebSocket-Key") == null) {
      call.text(HttpResponseStatus.BAD_REQUEST, "no web socket\n");
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    pipeline.addLast(new EchoSocket(handshaker));
    HttpHeaders headers = new DefaultHttpHeaders();
    String id = call.header("X-Id");
    if (id != null) {
      headers.set("X-Id", id);
    }
    handshaker
        .handshake(context.channel(), request, headers, context.channel().newPromise())
        .addListener(
            done -> {
              pipeline.remove(Turnstile.class);
              pipeline.remove(ContractHandler.class);
            });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      var unused = handshaker.close(context.channel(), close.retain());
    } else if (frame instanceof PingWebSocketFrame ping) {
      var unused = context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
    } else if (frame instanceof TextWebSocketFrame text) {
      var unused = context.writeAndFlush(text.retain());
    }
  }
}
