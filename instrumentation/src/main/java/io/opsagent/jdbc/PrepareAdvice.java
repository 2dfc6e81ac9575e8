package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A connection has made a prepared statement of a text. */
public final class PrepareAdvice {
  private PrepareAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  public static void exit(
      @Advice.This Object connection,
      @Advice.Argument(0) @Nullable String sql,
      @Advice.Return @Nullable Object statement) {
    SqlCapture.current().prepared(connection, statement, sql);
  }
}
