package com.example.contract;

import javax.websocket.OnMessage;
import javax.websocket.server.ServerEndpoint;

/** Sends text frames back. */
@ServerEndpoint("/echo-socket")
public final class EchoSocket {
  /** What came is what goes. */
  @OnMessage
  public String echo(String message) {
    return message;
  }
}
