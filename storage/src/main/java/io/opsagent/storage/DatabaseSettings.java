package io.opsagent.storage;

import java.io.File;
import java.util.function.Supplier;

/** Which database holds what the agent stores. Immutable. */
public sealed interface DatabaseSettings {

  /** The embedded H2 database in this process' slot of the data directory. */
  record Embedded() implements DatabaseSettings {}

  /**
   * A database on a server, which many processes may share.
   *
   * @param engine what the server is
   * @param url JDBC URL, beginning as {@link DatabaseEngine#urlPrefix()}
   * @param credentials asked for each new connection, so that a corrected password counts at once;
   *     any thread; a {@link StorageException} of it says what is wrong with the settings
   * @param poolSize connections that are open at most, at least 1
   * @param plugins folder whose jars may hold another driver for the URL; need not exist
   */
  record Server(
      DatabaseEngine engine,
      String url,
      Supplier<DatabaseCredentials> credentials,
      int poolSize,
      File plugins)
      implements DatabaseSettings {

    /** Shows no URL, since it may hold a password. */
    @Override
    public String toString() {
      return "Server[" + engine + "]";
    }
  }

  /**
   * Settings that name no database. Nothing is stored; every call fails with the reason.
   *
   * @param reason one line that says which key is wrong and what is allowed
   */
  record Unusable(String reason) implements DatabaseSettings {}
}
