package io.opsagent.capture.sql;

import java.sql.Connection;

/** A connection that was idle in a pool and is out of it for a moment. For one thread. */
public interface IdleConnection {
  /** The driver's connection. */
  Connection connection();

  /** Puts it back into its pool; has to be called, once. */
  void giveBack() throws ReflectiveOperationException;
}
