package com.example.contract.jetty;

import java.security.Principal;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;

/** Users, by Jetty's own security. */
final class Secured {
  private static final String REALM = "contract";

  private Secured() {}

  static Handler basic(Handler next) {
    UserStore users = new UserStore();
    users.addUser("alice", Credential.getCredential("wonderland"), new String[] {"user"});
    HashLoginService logins = new HashLoginService(REALM);
    logins.setUserStore(users);
    SecurityHandler.PathMapped security = new SecurityHandler.PathMapped();
    security.setRealmName(REALM);
    security.setLoginService(logins);
    security.setAuthenticator(new BasicAuthenticator());
    security.put("/*", Constraint.ANY_USER);
    security.setHandler(next);
    return security;
  }

  /** Answers who it is. */
  static final class UserName extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Principal user = Request.getAuthenticationState(request).getUserPrincipal();
      Answers.to(request, response, callback).text(user.getName() + "\n");
      return true;
    }
  }
}
