package io.opsagent.redis;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A connection of Jedis waits for an answer. */
public final class JedisReadAdvice {
  private JedisReadAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static long enter() {
    return System.nanoTime();
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(
      @Advice.This Object connection,
      @Advice.Enter long startNanos,
      @Advice.Thrown @Nullable Throwable failure) {
    JedisBinding.answered(connection, startNanos, failure);
  }
}
