package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;

/** A pool was closed. */
public final class PoolClosedAdvice {
  private PoolClosedAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object pool) {
    SqlCapture.current().poolClosed(pool);
  }
}
