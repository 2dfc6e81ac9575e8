package io.opsagent.server.api;

import io.opsagent.server.net.WebOrigin;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the OperationsAPI presents itself and whom it lets in (spec 11.1, 11.2). Immutable.
 *
 * @param route path without a slash in front, such as {@code ops}, or the absolute URL under which
 *     the API is reached
 * @param baseUrl absolute URL of the service, or null
 * @param serviceName name of the service whose rows are shown
 * @param localScope scopes of local callers; empty means that local callers need a token
 * @param disabledScope scopes that nobody has
 * @param connectionKey what local callers and callers in private mode must bring, or null
 * @param privateScope scopes of callers in the private network; empty for none (spec 3.4)
 * @param trustedProxies addresses and networks whose forwarding headers are believed
 * @param checksAudience whether a token for another audience is refused
 * @param isOpenToNetwork whether the server listens on more than loopback
 */
public record OperationsApiSettings(
    String route,
    @Nullable String baseUrl,
    String serviceName,
    List<String> localScope,
    List<String> disabledScope,
    @Nullable String connectionKey,
    List<String> privateScope,
    List<String> trustedProxies,
    boolean checksAudience,
    boolean isOpenToNetwork) {
  /** Segments apart by slashes; none of them is made of dots only. */
  private static final Pattern PATH =
      Pattern.compile("(?!\\.+(?:/|$))[A-Za-z0-9._~-]+(?:/(?!\\.+(?:/|$))[A-Za-z0-9._~-]+)*");

  private static final List<String> RESERVED = List.of("healthz", "readyz", "metrics");

  /**
   * Checks the values and copies the lists.
   *
   * @throws IllegalArgumentException naming the key, the value and what is allowed
   */
  public OperationsApiSettings {
    localScope = checkedScopes("local-scope", localScope);
    disabledScope = checkedScopes("disabled-scope", disabledScope);
    privateScope = checkedScopes("private-scope", privateScope);
    trustedProxies = List.copyOf(trustedProxies);
    if (serviceName.isBlank()) {
      throw new IllegalArgumentException("service.name is empty. Set it to the service's name.");
    }
    if (baseUrl != null && WebOrigin.parse(baseUrl).isEmpty()) {
      throw new IllegalArgumentException(
          "base-url is '" + baseUrl + "'. Set it to an absolute http or https URL.");
    }
    if (connectionKey != null && connectionKey.isBlank()) {
      throw new IllegalArgumentException(
          "connection-key is blank. Set it to a secret text, or leave it out.");
    }
    String path = pathOf(route);
    if (!PATH.matcher(path).matches() || RESERVED.contains(path)) {
      throw new IllegalArgumentException(
          "route is '"
              + route
              + "'. Set it to a path such as ops or api/ops (letters, digits, . _ ~ -; not "
              + String.join(", ", RESERVED)
              + "), or to an absolute URL with such a path.");
    }
  }

  /** The path of the API's root with a slash in front, such as {@code /ops}. */
  public String rootPath() {
    return "/" + pathOf(route);
  }

  /** Whether {@link #route} is a URL. */
  public boolean isRouteAbsolute() {
    return WebOrigin.parse(route).isPresent();
  }

  /** The connection key is left out: settings are printed in support reports. */
  @Override
  public String toString() {
    return "OperationsApiSettings[route="
        + route
        + ", baseUrl="
        + baseUrl
        + ", serviceName="
        + serviceName
        + ", localScope="
        + localScope
        + ", disabledScope="
        + disabledScope
        + ", privateScope="
        + privateScope
        + ", trustedProxies="
        + trustedProxies
        + ", connectionKey="
        + (connectionKey == null ? "none" : "******")
        + "]";
  }

  private static String pathOf(String route) {
    String path = route;
    if (WebOrigin.parse(route).isPresent()) {
      int slash = route.indexOf('/', route.indexOf("://") + 3);
      path = slash < 0 ? "" : route.substring(slash);
    }
    path = path.startsWith("/") ? path.substring(1) : path;
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static List<String> checkedScopes(String key, List<String> scopes) {
    for (String scope : scopes) {
      if (!Scope.settingNames().contains(scope)) {
        throw new IllegalArgumentException(
            key
                + " holds '"
                + scope
                + "'. Allowed are "
                + String.join(", ", Scope.settingNames())
                + ".");
      }
    }
    return List.copyOf(scopes);
  }
}
