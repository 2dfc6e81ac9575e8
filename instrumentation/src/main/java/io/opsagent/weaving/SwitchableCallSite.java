package io.opsagent.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * A call site that calls its advice or does nothing, as its join point is switched. It begins with
 * doing nothing, so that one which is linked while its plug-in is off can be switched on later.
 *
 * <p>The advice is held here and nowhere else of ours: only the application's class keeps this, and
 * with it the binding, alive.
 */
final class SwitchableCallSite extends MutableCallSite {
  private final String name;
  private final @Nullable ClassLoader target;
  private final MethodHandle nothing;
  private @Nullable MethodHandle advice;

  /**
   * A call site that does nothing.
   *
   * @param name of the advice's method
   * @param target class loader of the class that it is in
   */
  SwitchableCallSite(String name, MethodType type, @Nullable ClassLoader target) {
    super(NoOperation.of(type));
    this.name = name;
    this.target = target;
    this.nothing = getTarget();
  }

  String name() {
    return name;
  }

  @Nullable ClassLoader target() {
    return target;
  }

  synchronized boolean isBound() {
    return advice != null;
  }

  /** Says what it calls while it is on; it is not switched by that. */
  synchronized void bind(MethodHandle guardedAdvice) {
    if (advice == null) {
      advice = guardedAdvice;
    }
  }

  /** Lets it call its advice, if it has one, or do nothing. Other threads see it at some time. */
  synchronized void set(boolean on) {
    MethodHandle bound = advice;
    MethodHandle wanted = on && bound != null ? bound : nothing;
    // Compiled code that calls it is thrown away at every change, even to the same.
    if (getTarget() != wanted) {
      setTarget(wanted);
    }
  }
}
