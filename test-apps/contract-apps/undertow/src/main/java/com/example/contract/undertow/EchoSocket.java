package com.example.contract.undertow;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;

/** Sends text frames back. */
final class EchoSocket extends AbstractReceiveListener {
  private EchoSocket() {}

  static void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    channel.getReceiveSetter().set(new EchoSocket());
    channel.resumeReceives();
  }

  @Override
  protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
    WebSockets.sendText(message.getData(), channel, null);
  }
}
