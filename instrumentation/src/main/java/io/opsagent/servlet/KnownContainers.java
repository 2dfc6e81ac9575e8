package io.opsagent.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Tells by the class of its request which container a servlet runs in. While that container's own
 * entry point is on, a request without an exchange is one that it has missed the start of, because
 * it has just been switched on or attached: the fallback must not record the rest of it.
 */
final class KnownContainers {
  /** Prefixes of class names, each followed by the entry point that sees such requests. */
  private static final String[] REQUESTS = {
    "org.apache.catalina.", "tomcat", "org.eclipse.jetty.", "jetty", "io.undertow.", "undertow"
  };

  /** Filters wrap requests; nobody does so often. */
  private static final int MAX_WRAPPERS = 16;

  private KnownContainers() {}

  /** The entry point of the container whose request this is, in wrappers or not; or null. */
  static @Nullable String entryPointOf(ServletApi api, Object request) {
    Object inner = request;
    for (int depth = 0; inner != null && depth < MAX_WRAPPERS; depth++) {
      String name = inner.getClass().getName();
      for (int i = 0; i < REQUESTS.length; i += 2) {
        if (name.startsWith(REQUESTS[i])) {
          return REQUESTS[i + 1];
        }
      }
      inner = api.wrapped(inner);
    }
    return null;
  }
}
