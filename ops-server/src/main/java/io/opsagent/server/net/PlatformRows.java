package io.opsagent.server.net;

/**
 * Rows that came by a supervisor's token are kept apart, under a name of their own: so a search for
 * the application's requests, which leaves them out (operations-api.md 1.12, {@code admin}), need
 * not pass them by.
 */
public final class PlatformRows {
  private static final String PREFIX = "platform:";

  private PlatformRows() {}

  /** The service that such rows of a service are stored under. */
  public static String serviceOf(String service) {
    return PREFIX + service;
  }

  /** Whether rows of a service, as it is stored, came by a supervisor's token. */
  public static boolean isOne(String service) {
    return service.startsWith(PREFIX);
  }
}
