package io.opsagent.capture.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL says of a database: never a user, a password or a parameter. Immutable. Tolerant:
 * what it does not understand it leaves out.
 */
public final class DatabaseUrl {
  private static final int MAX_CHARS = 200;
  private static final String JDBC = "jdbc:";

  private final String text;
  private final String type;
  private final @Nullable String host;
  private final int port;
  private final @Nullable String name;

  private DatabaseUrl(
      String text, String type, @Nullable String host, int port, @Nullable String name) {
    this.text = text;
    this.type = type;
    this.host = host;
    this.port = port;
    this.name = name;
  }

  /** Reads a URL as an application or a driver gives it; null is unknown. */
  public static DatabaseUrl of(@Nullable String url) {
    if (url == null || url.length() < JDBC.length() || !url.regionMatches(true, 0, JDBC, 0, 5)) {
      return new DatabaseUrl("unknown", "unknown", null, -1, null);
    }
    String rest = url.substring(JDBC.length(), Math.min(url.length(), 4_000));
    int colon = rest.indexOf(':');
    String type = plain(colon < 0 ? rest : rest.substring(0, colon)).toLowerCase(Locale.ROOT);
    String body = colon < 0 ? "" : rest.substring(colon + 1);
    if (type.equals("sqlserver")) {
      return sqlServer(type, body);
    }
    if (type.equals("oracle")) {
      return oracle(type, body);
    }
    return common(type, withoutParameters(body));
  }

  /** {@code //host:port/name} behind any further words, or a file or name. */
  private static DatabaseUrl common(String type, String body) {
    int slashes = body.indexOf("//");
    if (slashes < 0) {
      String name = cut(body);
      return new DatabaseUrl(cut(type + ":" + name), type, null, -1, emptyToNull(name));
    }
    String words = body.substring(0, slashes);
    String rest = body.substring(slashes + 2);
    // With brackets, as MySQL has them, the secrets stand between: only the name behind is told.
    int slash = rest.indexOf('(') >= 0 ? rest.lastIndexOf('/') : rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String name = slash < 0 ? "" : rest.substring(slash + 1);
    if (authority.indexOf('(') >= 0 || name.indexOf('(') >= 0 || name.indexOf('@') >= 0) {
      authority = "...";
      name = name.indexOf('(') >= 0 || name.indexOf('@') >= 0 ? "" : name;
    }
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    return new DatabaseUrl(
        cut(type + ":" + words + "//" + authority + (name.isEmpty() ? "" : "/" + name)),
        type,
        hostOf(authority),
        portOf(authority),
        emptyToNull(cut(name)));
  }

  private static DatabaseUrl sqlServer(String type, String body) {
    String authority = withoutParameters(body);
    authority = authority.startsWith("//") ? authority.substring(2) : authority;
    String name = property(body, "databasename");
    if (name == null) {
      name = property(body, "database");
    }
    return new DatabaseUrl(
        cut(type + "://" + authority + (name == null ? "" : "/" + name)),
        type,
        hostOf(authority),
        portOf(authority),
        name);
  }

  private static @Nullable String property(String body, String wanted) {
    for (String part : body.split(";", 50)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).trim().equalsIgnoreCase(wanted)) {
        String value = part.substring(equals + 1).trim();
        return value.startsWith("{") ? null : emptyToNull(cut(value));
      }
    }
    return null;
  }

  /**
   * {@code thin:user/password@//host:port/service}, {@code ...@host:port:sid}, or a description.
   */
  private static DatabaseUrl oracle(String type, String body) {
    int at = body.lastIndexOf('@');
    String target = at < 0 ? "" : withoutParameters(body.substring(at + 1));
    target = target.startsWith("//") ? target.substring(2) : target;
    if (target.indexOf('(') >= 0) {
      return new DatabaseUrl("oracle:...", type, null, -1, null);
    }
    int slash = target.indexOf('/');
    int lastColon = target.lastIndexOf(':');
    boolean hasSid = slash < 0 && target.indexOf(':') < lastColon;
    int end = slash >= 0 ? slash : hasSid ? lastColon : target.length();
    String authority = target.substring(0, end);
    String name = end < target.length() ? target.substring(end + 1) : "";
    return new DatabaseUrl(
        cut(type + "://" + authority + (name.isEmpty() ? "" : "/" + name)),
        type,
        hostOf(authority),
        portOf(authority),
        emptyToNull(cut(name)));
  }

  private static String withoutParameters(String body) {
    int end = body.length();
    for (int i = 0; i < end; i++) {
      char c = body.charAt(i);
      if (c == '?' || c == ';' || c == '&') {
        end = i;
      }
    }
    return body.substring(0, end);
  }

  private static @Nullable String hostOf(String authority) {
    String first = first(authority);
    if (first.startsWith("[")) {
      int close = first.indexOf(']');
      return close < 0 ? null : first.substring(1, close);
    }
    int colon = first.indexOf(':');
    String host = colon < 0 ? first : first.substring(0, colon);
    return host.equals("...") ? null : emptyToNull(host);
  }

  private static int portOf(String authority) {
    String first = first(authority);
    int colon = first.indexOf(':', Math.max(0, first.indexOf(']')));
    String digits = colon < 0 ? "" : first.substring(colon + 1);
    if (digits.isEmpty() || digits.length() > 5) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(digits);
  }

  /** Of several hosts the first. */
  private static String first(String authority) {
    int comma = authority.indexOf(',');
    return comma < 0 ? authority : authority.substring(0, comma);
  }

  private static String plain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!Character.isLetterOrDigit(word.charAt(i)) && "_-".indexOf(word.charAt(i)) < 0) {
        return "unknown";
      }
    }
    return word.isEmpty() || word.length() > 20 ? "unknown" : word;
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** The URL without {@code jdbc:}, secrets and parameters, such as {@code h2:mem:shop}. */
  public String text() {
    return text;
  }

  /** The word behind {@code jdbc:}, such as {@code postgresql}; {@code unknown} without one. */
  public String type() {
    return type;
  }

  /** Name or address of the server; null for a database in the process, and where unknown. */
  public @Nullable String host() {
    return host;
  }

  /** Port of the server, or -1 where none is said. */
  public int port() {
    return port;
  }

  /** Name or file of the database, or null. */
  public @Nullable String name() {
    return name;
  }
}
