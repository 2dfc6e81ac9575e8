package io.opsagent.settings;

/**
 * Recognises the variables that Kubernetes and Docker put into every container for a service that
 * happens to be called {@code opsagent}: {@code OPSAGENT_SERVICE_HOST}, {@code
 * OPSAGENT_PORT=tcp://10.0.0.1:80}, {@code OPSAGENT_PORT_80_TCP_ADDR} and so on. They are nobody's
 * settings.
 */
final class ServiceLinks {
  private static final String SERVICE = Key.ENVIRONMENT_PREFIX + "SERVICE_";
  private static final String PORT = Key.ENVIRONMENT_PREFIX + "PORT";

  private ServiceLinks() {}

  static boolean isOne(String variable, String value) {
    if (variable.startsWith(SERVICE + "HOST") || variable.startsWith(SERVICE + "PORT")) {
      return true;
    }
    if (variable.endsWith("_PORT")) {
      // Also that of a service called opsagent-database.
      return value.startsWith("tcp://") || value.startsWith("udp://");
    }
    int digit = PORT.length() + 1;
    return variable.startsWith(PORT + "_")
        && variable.length() > digit
        && variable.charAt(digit) >= '0'
        && variable.charAt(digit) <= '9';
  }
}
