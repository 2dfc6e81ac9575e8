package io.opsagent.capture.sql;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP 2.4 to 7. An idle connection is reserved in the pool's own bag, as its housekeeper does:
 * that never makes one. Its slot for metrics is not touched (docs/spec/instrumentation.md 5.3).
 */
final class HikariAccess implements PoolAccess {
  static final String CLASS = "com.zaxxer.hikari.pool.HikariPool";

  /** {@code IConcurrentBagEntry.STATE_NOT_IN_USE}. */
  private static final int NOT_IN_USE = 0;

  @Override
  public String product() {
    return "hikaricp";
  }

  @Override
  public PoolFigures figures(Object pool) throws ReflectiveOperationException {
    Object config = Reflect.part(pool, "config");
    int idle = Reflect.number(pool, "getIdleConnections");
    int open = Reflect.number(pool, "getTotalConnections");
    return new PoolFigures(
        Reflect.text(config, "getPoolName"),
        Reflect.text(config, "getJdbcUrl"),
        Math.max(0, open - idle),
        idle,
        Reflect.number(pool, "getThreadsAwaitingConnection"),
        Reflect.number(config, "getMaximumPoolSize"));
  }

  @Override
  public @Nullable IdleConnection takeIdle(Object pool) throws ReflectiveOperationException {
    Object bag = Reflect.part(pool, "connectionBag");
    Object idle = Reflect.method(bag.getClass(), "values", int.class).invoke(bag, NOT_IN_USE);
    if (!(idle instanceof List)) {
      return null;
    }
    Method reserve = oneParameter(bag.getClass(), "reserve");
    Method unreserve = oneParameter(bag.getClass(), "unreserve");
    for (Object entry : (List<?>) idle) {
      if (Boolean.TRUE.equals(reserve.invoke(bag, entry))) {
        Object connection = Reflect.field(entry, "connection");
        if (connection instanceof Connection) {
          return new Taken(pool, bag, entry, unreserve, (Connection) connection);
        }
        unreserve.invoke(bag, entry);
      }
    }
    return null;
  }

  /** Its parameter's type is another one in each version. */
  private static Method oneParameter(Class<?> type, String name) throws NoSuchMethodException {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == 1) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  private static final class Taken implements IdleConnection {
    private final Object pool;
    private final Object bag;
    private final Object entry;
    private final Method unreserve;
    private final Connection connection;

    Taken(Object pool, Object bag, Object entry, Method unreserve, Connection connection) {
      this.pool = pool;
      this.bag = bag;
      this.entry = entry;
      this.unreserve = unreserve;
      this.connection = connection;
    }

    @Override
    public Connection connection() {
      return connection;
    }

    @Override
    public void giveBack() throws ReflectiveOperationException {
      if (Boolean.TRUE.equals(Reflect.call(entry, "isMarkedEvicted"))) {
        // The pool was closed meanwhile and waits for this one: what it does itself at a return.
        Reflect.method(pool.getClass(), "closeConnection", entry.getClass(), String.class)
            .invoke(pool, entry, "(connection was evicted)");
        closeQuietly();
      } else {
        unreserve.invoke(bag, entry);
      }
    }

    /** The pool leaves that to an executor of its own, which may have ended in that moment. */
    private void closeQuietly() {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is of no use to anybody any more.
      }
    }
  }
}
