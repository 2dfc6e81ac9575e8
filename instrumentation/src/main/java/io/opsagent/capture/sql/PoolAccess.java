package io.opsagent.capture.sql;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of pool is asked, by reflection at each call, so that nothing of ours holds a class
 * of the application. For threads of the agent.
 */
interface PoolAccess {
  /** Such as {@code hikaricp}. */
  String product();

  PoolFigures figures(Object pool) throws ReflectiveOperationException;

  /** Takes an idle connection out of the pool without making one; null when there is none. */
  @Nullable IdleConnection takeIdle(Object pool) throws ReflectiveOperationException;
}
