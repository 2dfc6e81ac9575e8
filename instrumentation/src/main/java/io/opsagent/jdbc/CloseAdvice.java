package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;

/** A statement was closed. */
public final class CloseAdvice {
  private CloseAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(@Advice.This Object statement) {
    SqlCapture.current().closed(statement);
  }
}
