package io.opsagent.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that calls H2 only while the database is alive. After a failed write the rollback, a
 * change of the commit mode, and the close of a connection can run for ever, at the cost of a whole
 * processor: {@code MVStore.registerVersionUsage} waits for a new version of a store that will make
 * none any more (seen with H2 2.5.252 on a full disk).
 */
final class GuardedConnection implements InvocationHandler {
  private final Connection connection;
  private final BooleanSupplier alive;

  private GuardedConnection(Connection connection, BooleanSupplier alive) {
    this.connection = connection;
    this.alive = alive;
  }

  /**
   * Guards a connection.
   *
   * @param alive whether what is committed still reaches the file
   */
  static Connection of(Connection connection, BooleanSupplier alive) {
    return (Connection)
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new GuardedConnection(connection, alive));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() != Object.class && !alive.getAsBoolean()) {
      return onceClosed(method);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** What H2 holds of it ends with the database, which is shut down without asking it. */
  private static @Nullable Object onceClosed(Method method) throws SQLException {
    return switch (method.getName()) {
      case "close", "abort" -> null;
      case "isClosed" -> true;
      case "isValid" -> false;
      // 08003: connection does not exist. The pool throws a connection away that says so.
      default -> throw new SQLException("The operations database is closed", "08003");
    };
  }
}
