package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A connection is asked of a pool. */
public final class GetConnectionAdvice {
  private GetConnectionAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter() {
    return SqlCapture.current().connectionWanted();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.This Object pool,
      @Advice.Enter @Nullable Object begun,
      @Advice.Thrown @Nullable Throwable thrown) {
    SqlCapture.current().connectionHad(pool, begun, thrown);
  }
}
