package io.opsagent.redis;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A connection of Jedis 4 or later logs in, by the configuration that is its argument. */
public final class JedisConfigAdvice {
  private JedisConfigAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(
      @Advice.This Object connection, @Advice.Argument(0) @Nullable Object configuration) {
    JedisBinding.configured(connection, configuration);
  }
}
