package io.opsagent.storage;

import java.util.Locale;
import java.util.Optional;

/** The database servers that can hold the operations database (docs/spec/design.md 6). */
public enum DatabaseEngine {
  /** PostgreSQL 12 and later. */
  POSTGRESQL("PostgreSQL", 5432),
  /** MySQL 8.0.17 and later. */
  MYSQL("MySQL", 3306),
  /** MariaDB 10.6 and later. */
  MARIADB("MariaDB", 3306);

  private final String title;
  private final int port;

  DatabaseEngine(String title, int port) {
    this.title = title;
    this.port = port;
  }

  /** The engine's own name, for people. */
  public String title() {
    return title;
  }

  /** The port that its servers listen on by default. */
  public int port() {
    return port;
  }

  /** How its JDBC URLs begin, such as {@code jdbc:postgresql:}. */
  public String urlPrefix() {
    return "jdbc:" + name().toLowerCase(Locale.ROOT) + ":";
  }

  /** The engine that a JDBC URL is for, if it is one of these. */
  public static Optional<DatabaseEngine> ofUrl(String url) {
    for (DatabaseEngine engine : values()) {
      if (url.startsWith(engine.urlPrefix())) {
        return Optional.of(engine);
      }
    }
    return Optional.empty();
  }

  /**
   * The URL of a database on a server.
   *
   * @param host name or address; an IPv6 address with or without brackets
   * @param port 1 to 65535
   * @param name of the database, in any characters
   */
  public String url(String host, int port, String name) {
    String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    String encoded =
        java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
    // Only PostgreSQL's driver decodes the name.
    return urlPrefix()
        + "//"
        + bracketed
        + ":"
        + port
        + "/"
        + (this == POSTGRESQL ? encoded : name);
  }
}
