package io.opsagent.capture.sql;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Apache Commons DBCP 2, also as Tomcat has it under another name. An idle connection is marked as
 * its evictor does, and stays where it is: that never makes one.
 */
final class Dbcp2Access implements PoolAccess {
  static final String COMMONS_CLASS = "org.apache.commons.dbcp2.BasicDataSource";
  static final String TOMCAT_CLASS = "org.apache.tomcat.dbcp.dbcp2.BasicDataSource";

  @Override
  public String product() {
    return "dbcp2";
  }

  @Override
  public PoolFigures figures(Object pool) throws ReflectiveOperationException {
    Object inner = Reflect.field(pool, "connectionPool");
    return new PoolFigures(
        Reflect.text(pool, "getJmxName"),
        url(pool),
        Reflect.number(pool, "getNumActive"),
        Reflect.number(pool, "getNumIdle"),
        inner == null ? 0 : Reflect.number(inner, "getNumWaiters"),
        Reflect.number(pool, "getMaxTotal"));
  }

  private static @Nullable String url(Object pool) throws ReflectiveOperationException {
    try {
      return Reflect.text(pool, "getUrl");
    } catch (NoSuchMethodException older) {
      Object url = Reflect.field(pool, "url");
      return url instanceof String ? (String) url : null;
    }
  }

  @Override
  public @Nullable IdleConnection takeIdle(Object pool) throws ReflectiveOperationException {
    Object inner = Reflect.field(pool, "connectionPool");
    Object idle = inner == null ? null : Reflect.field(inner, "idleObjects");
    if (!(idle instanceof Deque)) {
      return null;
    }
    for (Object pooled : (Deque<?>) idle) {
      if (Boolean.TRUE.equals(
          Reflect.method(pooled.getClass(), "startEvictionTest").invoke(pooled))) {
        Taken taken = new Taken((Deque<?>) idle, pooled);
        if (taken.find()) {
          return taken;
        }
        taken.giveBack();
      }
    }
    return null;
  }

  private static final class Taken implements IdleConnection {
    private final Deque<?> idle;
    private final Object pooled;
    private @Nullable Connection connection;

    Taken(Deque<?> idle, Object pooled) {
      this.idle = idle;
      this.pooled = pooled;
    }

    boolean find() throws ReflectiveOperationException {
      Object object = Reflect.call(pooled, "getObject");
      Object inner = object == null ? null : Reflect.call(object, "getInnermostDelegateInternal");
      connection = inner instanceof Connection ? (Connection) inner : null;
      return connection != null;
    }

    @Override
    public Connection connection() {
      Connection found = connection;
      if (found == null) {
        throw new IllegalStateException("no connection was found");
      }
      return found;
    }

    @Override
    public void giveBack() throws ReflectiveOperationException {
      Method end = Reflect.method(pooled.getClass(), "endEvictionTest", Deque.class);
      end.invoke(pooled, idle);
    }
  }
}
