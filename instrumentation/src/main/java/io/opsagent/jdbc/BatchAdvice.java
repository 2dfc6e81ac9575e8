package io.opsagent.jdbc;

import io.opsagent.capture.sql.SqlCapture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A batch, prepared or of texts that are not known. */
public final class BatchAdvice {
  private BatchAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(@Advice.This Object statement) {
    return SqlCapture.current().begin(statement, null);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter @Nullable Object begun,
      @Advice.Return int @Nullable [] rows,
      @Advice.Thrown @Nullable Throwable thrown) {
    SqlCapture.current().end(begun, SqlCapture.sum(rows), thrown);
  }
}
