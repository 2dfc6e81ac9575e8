package io.opsagent.tomcat;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** A further turn of an asynchronous request on a thread. */
public final class AsyncDispatchAdvice {
  private AsyncDispatchAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static @Nullable Object enter(
      @Advice.Argument(0) Object request, @Advice.Argument(2) Object event) {
    return TomcatBinding.resumed(request, event);
  }

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
  public static void exit(@Advice.Enter @Nullable Object bound) {
    TomcatBinding.unbind(bound);
  }
}
