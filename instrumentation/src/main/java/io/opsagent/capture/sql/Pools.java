package io.opsagent.capture.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pools of the application, held weakly and bounded. Any thread. */
final class Pools {
  static final int MAX_POOLS = 64;

  private final WeakIdentityMap<Object, ConnectionPool> pools = new WeakIdentityMap<>(MAX_POOLS);

  /** What is known of a pool; null for one of an unknown kind, and beyond the bound. */
  @Nullable ConnectionPool seen(Object pool) {
    ConnectionPool known = pools.get(pool);
    if (known != null) {
      return known;
    }
    PoolAccess access = accessTo(pool);
    if (access == null) {
      return null;
    }
    pools.put(pool, new ConnectionPool(pool, access));
    return pools.get(pool);
  }

  private static @Nullable PoolAccess accessTo(Object pool) {
    for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
      switch (type.getName()) {
        case HikariAccess.CLASS:
          return new HikariAccess();
        case TomcatJdbcAccess.CLASS:
          return new TomcatJdbcAccess();
        case Dbcp2Access.COMMONS_CLASS:
        case Dbcp2Access.TOMCAT_CLASS:
          return new Dbcp2Access();
        default:
          break;
      }
    }
    return null;
  }

  void closed(Object pool) {
    pools.remove(pool);
  }

  List<ConnectionPool> all() {
    return new ArrayList<>(pools.values());
  }

  long leftOut() {
    return pools.leftOut();
  }
}
