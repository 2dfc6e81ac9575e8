package com.example.contract.jetty;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;

/** Keeps a user's name in the session, which only a name creates. */
final class SessionUser extends Handler.Abstract {
  private static final String ATTRIBUTE = "user";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Answers answers = Answers.to(request, response, callback);
    String name = answers.parameter("name");
    if (name != null) {
      request.getSession(true).setAttribute(ATTRIBUTE, name);
      answers.text(name + "\n");
      return true;
    }
    Session session = request.getSession(false);
    answers.text((session == null ? "none" : session.getAttribute(ATTRIBUTE)) + "\n");
    return true;
  }
}
