package io.opsagent.server.supervisor;

import io.opsagent.server.net.WebOrigin;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which supervisors are called at all (operations-api.md 4.8): so no row in the database, and no
 * redirect, sends the node's data elsewhere. Immutable.
 */
public final class SupervisorTrust {
  private static final String ALWAYS = "utilmeta.com";
  private static final int MAX_URL_CHARS = 300;

  private final List<String> hosts;
  private final boolean secureOnly;

  /**
   * A rule.
   *
   * @param trustedHosts hosts that are trusted with all below them, besides {@code utilmeta.com}
   * @param secureOnly whether https is required
   */
  public SupervisorTrust(List<String> trustedHosts, boolean secureOnly) {
    List<String> all = new ArrayList<>();
    all.add(ALWAYS);
    trustedHosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
    this.hosts = List.copyOf(all);
    this.secureOnly = secureOnly;
  }

  /**
   * The URL, if it may be called.
   *
   * @throws SupervisorCallException saying which rule it breaks and which key changes that
   */
  URI check(String url) throws SupervisorCallException {
    String shown = url.length() > MAX_URL_CHARS ? url.substring(0, MAX_URL_CHARS) + "..." : url;
    WebOrigin origin =
        WebOrigin.parse(url)
            .filter(parsed -> url.length() <= MAX_URL_CHARS)
            .orElseThrow(
                () ->
                    SupervisorCallException.refused(
                        "The supervisor's URL is '"
                            + shown
                            + "'; send an absolute https URL of at most "
                            + MAX_URL_CHARS
                            + " characters."));
    if (secureOnly && !origin.scheme().equals("https")) {
      throw SupervisorCallException.refused(
          "The supervisor's URL is '"
              + shown
              + "', which is not https; use https, or set secure-only=false.");
    }
    String host = plain(origin.host());
    if (hosts.stream().noneMatch(trusted -> isAtOrBelow(host, plain(trusted)))) {
      throw SupervisorCallException.refused(
          "The supervisor's host is '"
              + host
              + "'; trusted are "
              + String.join(", ", hosts)
              + " and hosts below these. Add it to trusted-hosts if it is the right one.");
    }
    return URI.create(url);
  }

  private static boolean isAtOrBelow(String host, String trusted) {
    boolean isName = trusted.chars().anyMatch(c -> c >= 'a' && c <= 'z') && !trusted.contains(":");
    return host.equals(trusted) || (isName && host.endsWith("." + trusted));
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
