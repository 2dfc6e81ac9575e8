package io.opsagent.capture;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes of the session of a servlet request, for bindings that are written once for
 * {@code javax.servlet} and {@code jakarta.servlet} and can mention neither. Asks {@code
 * getSession(false)}, which creates no session; whether it counts as a use of the session is the
 * container's affair, so that a binding says why it may. Immutable.
 */
public final class SessionReader {
  private static final String[] SESSION_TYPES = {
    "jakarta.servlet.http.HttpSession", "javax.servlet.http.HttpSession"
  };

  private final @Nullable MethodHandle getSession;
  private final @Nullable MethodHandle getAttribute;

  private SessionReader(@Nullable MethodHandle getSession, @Nullable MethodHandle getAttribute) {
    this.getSession = getSession;
    this.getAttribute = getAttribute;
  }

  /**
   * A reader for requests of this class; one that reads nothing if the class is no servlet request.
   * Costs reflection: keep it.
   */
  public static SessionReader of(Class<?> requestType) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    for (String name : SESSION_TYPES) {
      try {
        Class<?> session = Class.forName(name, false, requestType.getClassLoader());
        MethodHandle get =
            lookup.findVirtual(
                requestType, "getSession", MethodType.methodType(session, boolean.class));
        MethodHandle attribute =
            lookup.findVirtual(
                session, "getAttribute", MethodType.methodType(Object.class, String.class));
        return new SessionReader(
            MethodHandles.insertArguments(get, 1, false)
                .asType(MethodType.methodType(Object.class, Object.class)),
            attribute.asType(MethodType.methodType(Object.class, Object.class, String.class)));
      } catch (ReflectiveOperationException | LinkageError notThisOne) {
        // Then it is the other package, or none.
      }
    }
    return new SessionReader(null, null);
  }

  /**
   * The attribute of the request's session, or null if there is no session or no such attribute.
   *
   * @throws Throwable what container and session throw
   */
  public @Nullable Object attribute(@Nullable Object request, String name) throws Throwable {
    if (request == null || getSession == null || getAttribute == null) {
      return null;
    }
    Object session = (Object) getSession.invokeExact(request);
    return session == null ? null : (Object) getAttribute.invokeExact(session, name);
  }
}
