package io.opsagent.tomcat;

import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.session.PersistentManagerBase;
import org.apache.catalina.session.StandardSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads sessions without using them.
 *
 * <p>Found in 8.5 to 11: {@code getSession(false)}, and {@code Request.getSessionInternal(false)}
 * under it, look up the session that the client names if the application has not asked for it, and
 * call {@code access()}, which moves its last access and keeps it alive. So the session is asked of
 * the manager, which only finds it. Of one that is written to a store nothing is read while it is
 * there, because finding it would load it. {@code StandardSession} has a {@code getAttribute} of
 * its own, so that no type of the servlet API is mentioned, whose package changed.
 */
final class TomcatSessions {
  private TomcatSessions() {}

  static @Nullable Object attribute(Request request, String name) throws IOException {
    Context context = request.getMappingData().context;
    Manager manager = context == null ? null : context.getManager();
    if (manager == null) {
      return null;
    }
    Session session = null;
    String id = request.getRequestedSessionId();
    if (id != null) {
      if (manager instanceof PersistentManagerBase
          && !((PersistentManagerBase) manager).isLoaded(id)) {
        return null;
      }
      session = manager.findSession(id);
    }
    if (session == null) {
      // The client's is not there, so that this finds only one that the application has made now.
      session = request.getSessionInternal(false);
    }
    if (!(session instanceof StandardSession)) {
      return null;
    }
    try {
      return ((StandardSession) session).getAttribute(name);
    } catch (IllegalStateException e) {
      // The session is over. Asking whether it is would end one that has not been used for long.
      return null;
    }
  }
}
