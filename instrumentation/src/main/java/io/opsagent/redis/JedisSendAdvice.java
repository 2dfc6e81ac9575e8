package io.opsagent.redis;

import net.bytebuddy.asm.Advice;

/** A connection of Jedis sends a command. */
public final class JedisSendAdvice {
  private JedisSendAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.This Object connection) {
    JedisBinding.sent(connection);
  }
}
