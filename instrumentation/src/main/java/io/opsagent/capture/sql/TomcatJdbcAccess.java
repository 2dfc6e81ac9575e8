package io.opsagent.capture.sql;

import java.sql.Connection;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The pool of Tomcat JDBC. An idle connection is polled from the pool's own queue: that never makes
 * one.
 */
final class TomcatJdbcAccess implements PoolAccess {
  static final String CLASS = "org.apache.tomcat.jdbc.pool.ConnectionPool";

  @Override
  public String product() {
    return "tomcat-jdbc";
  }

  @Override
  public PoolFigures figures(Object pool) throws ReflectiveOperationException {
    Object properties = Reflect.call(pool, "getPoolProperties");
    return new PoolFigures(
        Reflect.text(pool, "getName"),
        properties == null ? null : Reflect.text(properties, "getUrl"),
        Reflect.number(pool, "getActive"),
        Reflect.number(pool, "getIdle"),
        Reflect.number(pool, "getWaitCount"),
        properties == null ? -1 : Reflect.number(properties, "getMaxActive"));
  }

  @Override
  public @Nullable IdleConnection takeIdle(Object pool) throws ReflectiveOperationException {
    Object queue = Reflect.part(pool, "idle");
    if (!(queue instanceof Queue)) {
      return null;
    }
    @SuppressWarnings("unchecked") // of connections of the pool; what is taken is put back
    Queue<Object> idle = (Queue<Object>) queue;
    Object pooled = idle.poll();
    if (pooled == null) {
      return null;
    }
    Object connection = Reflect.call(pooled, "getConnection");
    if (!(connection instanceof Connection)) {
      idle.offer(pooled);
      return null;
    }
    return new Taken(pool, idle, pooled, (Connection) connection);
  }

  private static final class Taken implements IdleConnection {
    private final Object pool;
    private final Queue<Object> idle;
    private final Object pooled;
    private final Connection connection;

    Taken(Object pool, Queue<Object> idle, Object pooled, Connection connection) {
      this.pool = pool;
      this.idle = idle;
      this.pooled = pooled;
      this.connection = connection;
    }

    @Override
    public Connection connection() {
      return connection;
    }

    @Override
    public void giveBack() throws ReflectiveOperationException {
      boolean isBack = idle.offer(pooled);
      boolean isClosed = Boolean.TRUE.equals(Reflect.call(pool, "isClosed"));
      if (!isBack || isClosed && idle.remove(pooled)) {
        // The pool was closed meanwhile, and did not see this one.
        Reflect.method(pooled.getClass(), "release").invoke(pooled);
      }
    }
  }
}
