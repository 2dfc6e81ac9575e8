package io.opsagent.storage;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of an {@link AgentState} as texts, checked in both directions. */
final class AgentStateFormat {
  private static final int MAX_CHARS = 500;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern PID = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private AgentStateFormat() {}

  /**
   * The texts of a state.
   *
   * @throws IllegalArgumentException when {@link #fromProperties} would refuse them
   */
  static Properties toProperties(AgentState state) {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(state.pid()));
    properties.setProperty("url", state.url());
    properties.setProperty("started", state.started().toString());
    properties.setProperty("key", state.key());
    properties.setProperty("version", state.version());
    properties.setProperty("service", state.service());
    fromProperties(properties);
    return properties;
  }

  /**
   * The state that the texts tell. The command line sends the key to the URL, so that must be one
   * of this machine; what it prints must not hold control characters.
   *
   * @throws IllegalArgumentException when a member is missing or not what it must be; the message
   *     names it, and quotes anything but the key
   */
  static AgentState fromProperties(Properties properties) {
    return new AgentState(
        pid(text(properties, "pid")),
        url(text(properties, "url")),
        started(text(properties, "started")),
        key(text(properties, "key")),
        text(properties, "version"),
        text(properties, "service"));
  }

  private static String text(Properties properties, String name) {
    String value = properties.getProperty(name);
    if (value == null || value.isEmpty() || value.length() > MAX_CHARS) {
      throw new IllegalArgumentException(name + ": 1 to " + MAX_CHARS + " characters are needed");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + ": control characters are not allowed");
    }
    return value;
  }

  private static long pid(String value) {
    if (!PID.matcher(value).matches()) {
      throw new IllegalArgumentException("pid: " + value + " is not a number above 0");
    }
    return Long.parseLong(value);
  }

  private static String url(String value) {
    URI uri = URI.create(value);
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null || !SCHEMES.contains(scheme) || host == null || !isLoopback(host)) {
      throw new IllegalArgumentException(
          "url: " + value + " is not an http or https URL of 127.0.0.1, [::1] or localhost");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("url: a user is not allowed");
    }
    return value;
  }

  // By its text: a name server must not be asked, and could lie.
  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  private static Instant started(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("started: " + value + " is not an ISO 8601 time", e);
    }
  }

  private static String key(String value) {
    if (!KEY.matcher(value).matches()) {
      throw new IllegalArgumentException("key: 43 characters of base64url are needed");
    }
    return value;
  }
}
