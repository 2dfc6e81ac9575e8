package com.example.contract.undertow;

import io.undertow.security.api.AuthenticationMode;
import io.undertow.security.handlers.AuthenticationCallHandler;
import io.undertow.security.handlers.AuthenticationConstraintHandler;
import io.undertow.security.handlers.AuthenticationMechanismsHandler;
import io.undertow.security.handlers.SecurityInitialHandler;
import io.undertow.security.impl.BasicAuthenticationMechanism;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.session.InMemorySessionManager;
import io.undertow.server.session.Session;
import io.undertow.server.session.SessionAttachmentHandler;
import io.undertow.server.session.SessionConfig;
import io.undertow.server.session.SessionCookieConfig;
import io.undertow.server.session.SessionManager;
import java.util.List;

/** Users, by Undertow's own security and sessions. */
final class Secured {
  private static final String ATTRIBUTE = "user";

  private Secured() {}

  static HttpHandler secured(HttpHandler next) {
    HttpHandler authenticated =
        new AuthenticationConstraintHandler(new AuthenticationCallHandler(next));
    HttpHandler basic =
        new AuthenticationMechanismsHandler(
            authenticated, List.of(new BasicAuthenticationMechanism("contract")));
    return new SecurityInitialHandler(AuthenticationMode.PRO_ACTIVE, new OneUser(), basic);
  }

  static void userName(HttpServerExchange exchange) {
    Plain.text(
        exchange,
        exchange.getSecurityContext().getAuthenticatedAccount().getPrincipal().getName() + "\n");
  }

  static HttpHandler withSessions() {
    SessionManager manager = new InMemorySessionManager("contract");
    SessionConfig cookies = new SessionCookieConfig();
    return new SessionAttachmentHandler(
        exchange -> sessionUser(exchange, manager, cookies), manager, cookies);
  }

  private static void sessionUser(
      HttpServerExchange exchange, SessionManager manager, SessionConfig cookies) {
    String name = Routes.parameter(exchange, "name");
    Session session = manager.getSession(exchange, cookies);
    if (name != null) {
      Session own = session == null ? manager.createSession(exchange, cookies) : session;
      own.setAttribute(ATTRIBUTE, name);
      Plain.text(exchange, name + "\n");
      return;
    }
    Plain.text(exchange, (session == null ? "none" : session.getAttribute(ATTRIBUTE)) + "\n");
  }
}
