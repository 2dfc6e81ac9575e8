package io.opsagent.capture.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The databases by URL, and which one a connection belongs to. A connection is asked for its URL
 * once, at its first statement, which drivers answer without a call to the server. Bounded: further
 * databases count together. Any thread.
 */
final class Databases {
  /** Further ones count as {@link #OTHER}. */
  static final int MAX_DATABASES = 64;

  static final int MAX_CONNECTIONS = 10_000;
  private static final String OTHER = "jdbc:other:";

  private final ConcurrentMap<String, Database> byUrl = new ConcurrentHashMap<>();
  private final WeakIdentityMap<Connection, Database> ofConnection =
      new WeakIdentityMap<>(MAX_CONNECTIONS);

  /** The database of a connection; never throws. */
  Database of(@Nullable Connection connection) {
    if (connection == null) {
      return byUrl(null);
    }
    Database known = ofConnection.get(connection);
    if (known == null) {
      known = byUrl(urlOf(connection));
      ofConnection.put(connection, known);
    }
    return known;
  }

  private static @Nullable String urlOf(Connection connection) {
    try {
      return connection.getMetaData().getURL();
    } catch (SQLException | RuntimeException | LinkageError e) {
      // A driver in an odd state; its statements count for an unknown database.
      return null;
    }
  }

  Database byUrl(@Nullable String url) {
    DatabaseUrl address = DatabaseUrl.of(url);
    Database known = byUrl.get(address.text());
    if (known != null) {
      return known;
    }
    if (byUrl.size() >= MAX_DATABASES) {
      address = DatabaseUrl.of(OTHER);
    }
    Database fresh = new Database(address);
    Database raced = byUrl.putIfAbsent(address.text(), fresh);
    return raced != null ? raced : fresh;
  }

  @Nullable Database find(String url) {
    return byUrl.get(url);
  }

  /** All, by URL. */
  List<Database> all() {
    List<Database> all = new ArrayList<>(byUrl.values());
    all.sort(Comparator.comparing(Database::url));
    return all;
  }

  /** Connections that ran a statement and are not closed. For a thread of the agent. */
  int openConnections(Database database) {
    int open = 0;
    for (Connection connection : ofConnection.keysOf(database)) {
      try {
        open += connection.isClosed() ? 0 : 1;
      } catch (SQLException | RuntimeException | LinkageError e) {
        // One that cannot say so is of no use to anybody.
      }
    }
    return open;
  }

  /** Connections that found no room: they are asked for their URL at each statement. */
  long connectionsLeftOut() {
    return ofConnection.leftOut();
  }
}
