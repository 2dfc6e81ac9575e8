package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** As {@link TextCountAdvice}, with a number that may be large. */
public final class TextLargeCountAdvice {
  private TextLargeCountAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.This Object statement, @Advice.Argument(0) @Nullable String sql) {
    return SqlCapture.current().begin(statement, sql);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object begun,
      @Advice.Return long rows,
      @Advice.Thrown @Nullable Throwable thrown) {
    SqlCapture.current().end(begun, rows, thrown);
  }
}
