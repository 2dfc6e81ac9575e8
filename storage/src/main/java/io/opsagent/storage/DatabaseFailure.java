package io.opsagent.storage;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What kind of failure a database server reports, as far as we act differently on it. */
enum DatabaseFailure {
  /**
   * The server is stopped, restarts, or the way to it is cut: another connection may work later.
   */
  CONNECTION_LOST("the connection to the server was lost"),
  /** The server does not let this user in, or not into this database. */
  ACCESS_DENIED("access was denied"),
  /** The user may connect, but not do this. */
  NOT_PERMITTED("the user lacks a permission"),
  /** No room on the server's disk. */
  FULL("the server's disk or the table is full"),
  /** The server takes no writes, such as a standby. */
  READ_ONLY("the server is read-only"),
  /** A row with this key is there already. */
  DUPLICATE("a row with this key exists"),
  /** A statement took longer than it may. */
  TIMEOUT("it took too long; ask for a shorter time or fewer rows"),
  /** All connections of the pool, or of the server, are in use. */
  BUSY("all connections are in use"),
  OTHER("error");

  private final String words;

  DatabaseFailure(String words) {
    this.words = words;
  }

  /** A few words for a message. */
  String words() {
    return words;
  }

  /** Whether a new connection is needed before anything else can work. */
  boolean isAway() {
    return this == CONNECTION_LOST || this == ACCESS_DENIED;
  }

  /** The first exception of a database in a chain of causes that says what it is, or null. */
  static @Nullable SQLException sqlOf(Throwable failure) {
    SQLException found = null;
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t instanceof SQLException sql
          && (found == null || (found.getSQLState() == null && found.getErrorCode() == 0))) {
        found = sql;
      }
    }
    return found;
  }
}
