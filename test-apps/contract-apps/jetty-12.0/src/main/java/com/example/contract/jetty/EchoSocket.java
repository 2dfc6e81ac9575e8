package com.example.contract.jetty;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Sends text frames back. */
public final class EchoSocket extends Session.Listener.AbstractAutoDemanding {

  @Override
  public void onWebSocketText(String message) {
    Session session = getSession();
    if (session != null) {
      session.sendText(message, Callback.NOOP);
    }
  }
}
