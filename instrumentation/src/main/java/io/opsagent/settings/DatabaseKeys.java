package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Where the operations database is and how the agent is let in (operations-api.md 11.1, design.md
 * 6). Without any of them it is the embedded one in the data directory. A change of what names the
 * user or the password counts at once, so that a wrong one can be corrected while the application
 * runs; the rest counts from the next start.
 */
public final class DatabaseKeys {
  private static final String END =
      ". Until it is corrected nothing is stored; the application runs.";

  private static final long MEGA_BYTES = 1024 * 1024;
  private static final long HOUR_MILLIS = 3600 * 1000;

  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** JDBC URL of the database; in place of the parts. */
  public static final Key<String> URL =
      LIST.without(
          KeyGroup.DATABASE,
          "database.url",
          new TextType(
              "text",
              "a URL that begins with jdbc:, of at most " + LongTextForm.MAX_CHARS + " characters",
              new LongTextForm("jdbc:")),
          "none",
          "JDBC URL of a PostgreSQL, MySQL or MariaDB database, in place of `database.engine`,"
              + " `database.host`, `database.port` and `database.name`.");

  /** Engine of the database. */
  public static final Key<DatabaseEngineName> ENGINE =
      LIST.without(
          KeyGroup.DATABASE,
          "database.engine",
          new WordType<DatabaseEngineName>(DatabaseEngineName.values()),
          "that of `database.url`, else `h2`, the embedded database in `data-dir`",
          "What the database server is.");

  /** Host of the server. */
  public static final Key<String> HOST =
      LIST.without(
          KeyGroup.DATABASE,
          "database.host",
          new TextType("text", "a host name or an IP address", new HostForm()),
          "`localhost`",
          "Host of the database server.");

  /** Port of the server. */
  public static final Key<Integer> PORT =
      LIST.without(
          KeyGroup.DATABASE,
          "database.port",
          IntegerType.range(1, 65535),
          "the engine's own",
          "Port of the database server.");

  /** Name of the database on the server. */
  public static final Key<String> NAME =
      LIST.without(
          KeyGroup.DATABASE,
          "database.name",
          new TextType("text", "letters, digits and . _ -", new DatabaseNameForm()),
          "none",
          "Name of the database on the server; it must exist.");

  /** User of the agent on the server. */
  public static final Key<String> USERNAME =
      LIST.without(
              KeyGroup.DATABASE,
              "database.username",
              KeyList.plain(),
              "none",
              "User of the agent on the database server.")
          .alias("database.user")
          .reloadable();

  /** Password in clear text. */
  public static final Key<String> PASSWORD =
      LIST.without(
              KeyGroup.DATABASE,
              "database.password",
              KeyList.plain(),
              "none",
              "Password of that user; better in a file, in the environment or encrypted.")
          .secret()
          .reloadable();

  /** File that holds the password. */
  public static final Key<File> PASSWORD_FILE =
      LIST.without(
              KeyGroup.DATABASE,
              "database.password-file",
              new FileType(),
              "none",
              "File whose first line is the password; it is read again for each connection.")
          .reloadable();

  /** Password as the command {@code encrypt} prints it. */
  public static final Key<String> PASSWORD_ENCRYPTED =
      LIST.without(
              KeyGroup.DATABASE,
              "database.password-encrypted",
              new TextType(
                  "text",
                  "what `java -jar opsagent.jar encrypt --key-file FILE` prints, beginning with v1:",
                  new LongTextForm("v1:")),
              "none",
              "Password as `java -jar opsagent.jar encrypt` prints it.")
          .secret()
          .reloadable();

  /** File of the key to the encrypted password. */
  public static final Key<File> KEY_FILE =
      LIST.without(
              KeyGroup.DATABASE,
              "database.key-file",
              new FileType(),
              "none",
              "Key file that `database.password-encrypted` was made with.")
          .reloadable();

  /** Connections that are open at most. */
  public static final Key<Integer> POOL_SIZE =
      LIST.with(
          KeyGroup.DATABASE,
          "database.pool-size",
          IntegerType.range(2, 50),
          4,
          "Most connections of this process to a database server.");

  /** Most that the embedded database takes, bytes. */
  public static final Key<Long> MAX_EMBEDDED_BYTES =
      LIST.with(
              KeyGroup.DATABASE,
              "database.max-embedded-bytes",
              new SizeType(16 * MEGA_BYTES, 1024 * 1024 * MEGA_BYTES),
              2 * 1024 * MEGA_BYTES,
              "Most bytes that rows take in the embedded database; beyond them the oldest volatile"
                  + " requests are deleted, then the oldest others.")
          .reloadable();

  /** Least time between two compactions of the embedded database, milliseconds. */
  public static final Key<Long> COMPACTION_INTERVAL =
      LIST.with(
              KeyGroup.DATABASE,
              "database.compaction-interval",
              new DurationType(HOUR_MILLIS, 30 * 24 * HOUR_MILLIS),
              6 * HOUR_MILLIS,
              "Least time between two compactions of the embedded database, which close it for"
                  + " some seconds when much of its file is free.")
          .reloadable();

  /** Free space of the disk below which nothing is stored, bytes. */
  public static final Key<Long> MIN_FREE_DISK_BYTES =
      LIST.with(
              KeyGroup.DATABASE,
              "database.min-free-disk-bytes",
              new SizeType(0, 1024 * 1024 * MEGA_BYTES),
              256 * MEGA_BYTES,
              "Free disk below which nothing is stored, and below twice of which only what is"
                  + " eventful; on a small disk a tenth of it.")
          .reloadable();

  private DatabaseKeys() {}

  /**
   * Returns what is wrong with these keys together, as one line, or null. Each key by itself was
   * looked at before. Never a value of a secret.
   */
  public static @Nullable String problem(Configuration configuration) {
    Key<?> part = firstSet(configuration, ENGINE, HOST, PORT, NAME);
    String problem = null;
    if (configuration.isSet(URL)) {
      problem =
          part == null ? urlProblem(configuration) : both(configuration, URL, part, "database");
    } else if (part != null) {
      problem = partsProblem(configuration, part);
    } else {
      Key<?> lonely =
          firstSet(configuration, USERNAME, PASSWORD, PASSWORD_FILE, PASSWORD_ENCRYPTED);
      if (lonely != null) {
        problem =
            named(configuration, lonely)
                + " is set, but no database is; set database.url, or database.engine and"
                + " database.name";
      }
    }
    return problem == null ? passwordProblem(configuration) : problem + END;
  }

  private static @Nullable String urlProblem(Configuration configuration) {
    String url = configuration.find(URL);
    if (url == null) {
      return named(configuration, URL) + " is not a URL that begins with jdbc:";
    }
    if (url.startsWith("jdbc:postgresql:")
        || url.startsWith("jdbc:mysql:")
        || url.startsWith("jdbc:mariadb:")) {
      return null;
    }
    String scheme = url.substring(0, url.indexOf(':', "jdbc:".length()) + 1);
    return named(configuration, URL)
        + " begins with "
        + Problems.quoted(scheme.isEmpty() ? "jdbc:" : scheme)
        + "; allowed are jdbc:postgresql:, jdbc:mysql: and jdbc:mariadb: (the embedded H2 database"
        + " has no URL: leave the key out and set data-dir)";
  }

  private static @Nullable String partsProblem(Configuration configuration, Key<?> first) {
    DatabaseEngineName engine = configuration.find(ENGINE);
    if (engine == null) {
      return configuration.isSet(ENGINE)
          ? named(configuration, ENGINE) + " is no engine; allowed are " + ENGINE.allowed()
          : named(configuration, first)
              + " needs database.engine beside it: postgresql, mysql or mariadb";
    }
    Key<?> part = firstSet(configuration, HOST, PORT, NAME, USERNAME, PASSWORD, PASSWORD_FILE);
    if (engine == DatabaseEngineName.H2) {
      return part == null
          ? null
          : named(configuration, part)
              + " is for a database server and database.engine is h2, the embedded one; take one"
              + " of them out";
    }
    return configuration.find(NAME) == null
        ? named(configuration, ENGINE) + " needs database.name beside it"
        : null;
  }

  private static @Nullable String passwordProblem(Configuration configuration) {
    Key<?> first = firstSet(configuration, PASSWORD, PASSWORD_FILE, PASSWORD_ENCRYPTED);
    Key<?> last = firstSet(configuration, PASSWORD_ENCRYPTED, PASSWORD_FILE, PASSWORD);
    if (first != null && last != null && first != last) {
      return both(configuration, first, last, "password") + END;
    }
    if (configuration.isSet(PASSWORD_ENCRYPTED) && configuration.find(KEY_FILE) == null) {
      return named(configuration, PASSWORD_ENCRYPTED)
          + " needs database.key-file beside it, the file that it was made with"
          + END;
    }
    return null;
  }

  private static String both(Configuration configuration, Key<?> one, Key<?> other, String what) {
    return named(configuration, one)
        + " and "
        + named(configuration, other)
        + " are both set and both say the "
        + what
        + "; take one of them out";
  }

  private static String named(Configuration configuration, Key<?> key) {
    return key + " (" + configuration.origin(key) + ")";
  }

  private static @Nullable Key<?> firstSet(Configuration configuration, Key<?>... keys) {
    for (Key<?> key : keys) {
      if (configuration.isSet(key)) {
        return key;
      }
    }
    return null;
  }
}
