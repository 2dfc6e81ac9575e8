package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A statement with its text, whose rows are not known. */
public final class TextAdvice {
  private TextAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object statement, @Advice.Argument(0) @Nullable String sql) {
    return SqlCapture.current().begin(statement, sql);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object begun, @Advice.Thrown @Nullable Throwable thrown) {
    SqlCapture.current().end(begun, -1, thrown);
  }
}
