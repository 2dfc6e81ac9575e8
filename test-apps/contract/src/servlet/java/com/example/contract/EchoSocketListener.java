package com.example.contract;

import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.websocket.DeploymentException;
import javax.websocket.server.ServerContainer;

/** Adds the WebSocket; for launchers whose server brings them along. */
public final class EchoSocketListener implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    String name = ServerContainer.class.getName();
    ServerContainer container = (ServerContainer) event.getServletContext().getAttribute(name);
    try {
      container.addEndpoint(EchoSocket.class);
    } catch (DeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
