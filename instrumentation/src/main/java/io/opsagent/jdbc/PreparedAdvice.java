package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A prepared statement, whose rows are not known. */
public final class PreparedAdvice {
  private PreparedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object statement) {
    return SqlCapture.current().begin(statement, null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable thrown) {
    SqlCapture.current().end(begun, -1, thrown);
  }
}
