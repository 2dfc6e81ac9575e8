package io.opsagent.tomcat;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The container has mapped the request; its method and path may be read. */
public final class MappedAdvice {
  private MappedAdvice() {}

  @Advice.OnMethodEnter(inline = false, suppress = Throwable.class)
  public static void enter(@Advice.Argument(0) @Nullable Object request) throws Throwable {
    TomcatBinding.mapped(request);
  }
}
