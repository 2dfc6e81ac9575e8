package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;

/** A pool was made. */
public final class PoolStartedAdvice {
  private PoolStartedAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object pool) {
    SqlCapture.current().poolSeen(pool);
  }
}
