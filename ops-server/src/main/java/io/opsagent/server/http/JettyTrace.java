package io.opsagent.server.http;

import org.eclipse.jetty.util.Jetty;

/**
 * Takes back the system property that Jetty sets when its version class is initialised: an
 * application may look at all properties, and may bring a Jetty of its own that sets it, too.
 */
final class JettyTrace {
  private static final String PROPERTY = "jetty.git.hash";

  private JettyTrace() {}

  /** Initialises the class and leaves the property as it was. Before anything else of Jetty. */
  static synchronized void remove() {
    String before = System.getProperty(PROPERTY);
    String ours = Jetty.GIT_HASH;
    if (before == null) {
      System.getProperties().remove(PROPERTY, ours);
    } else {
      System.getProperties().replace(PROPERTY, ours, before);
    }
  }
}
