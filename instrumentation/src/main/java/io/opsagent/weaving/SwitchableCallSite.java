package io.opsagent.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/**
 * Switches a call site between its advice and doing nothing, as its join point is switched. It
 * begins with doing nothing, so that one which is linked while its plug-in is off can be switched
 * on later.
 *
 * <p>The advice is held here and nowhere else of ours, and only the call site's target holds this:
 * so the application's class keeps the binding alive. The call site itself is a class of the JDK.
 * After {@link #release()} nothing of ours can be reached from it, which matters because JDK 17
 * keeps the constants of a method that was compiled long after the class was restored
 * (docs/spec/instrumentation.md 2.6).
 */
final class SwitchableCallSite {
  private final MutableCallSite callSite;
  private final String name;
  private final @Nullable ClassLoader target;
  private final MethodHandle nothing;
  private @Nullable MethodHandle advice;
  private boolean released;

  /**
   * A call site that does nothing.
   *
   * @param name of the advice's method
   * @param target class loader of the class that it is in
   */
  SwitchableCallSite(String name, MethodType type, @Nullable ClassLoader target) {
    this.name = name;
    this.target = target;
    this.nothing = holdingThis(NoOperation.of(type));
    this.callSite = new MutableCallSite(nothing);
  }

  /** What the JVM calls. */
  MutableCallSite callSite() {
    return callSite;
  }

  String name() {
    return name;
  }

  MethodType type() {
    return callSite.type();
  }

  @Nullable ClassLoader target() {
    return target;
  }

  synchronized boolean isBound() {
    return advice != null;
  }

  /** Says what it calls while it is on; it is not switched by that. */
  synchronized void bind(MethodHandle guardedAdvice) {
    if (advice == null && !released) {
      advice = holdingThis(guardedAdvice);
    }
  }

  /** Lets it call its advice, if it has one, or do nothing. Other threads see it at some time. */
  synchronized void set(boolean on) {
    if (released) {
      return;
    }
    MethodHandle bound = advice;
    MethodHandle wanted = on && bound != null ? bound : nothing;
    // Compiled code that calls it is thrown away at every change, even to the same.
    if (callSite.getTarget() != wanted) {
      callSite.setTarget(wanted);
    }
  }

  /** Lets it do nothing for good, and lets go of the advice. */
  synchronized void release() {
    released = true;
    advice = null;
    callSite.setTarget(NoOperation.of(callSite.type()));
  }

  /**
   * The same handle with this as an argument that nobody looks at; compiled code has none of it.
   */
  private MethodHandle holdingThis(MethodHandle handle) {
    return MethodHandles.insertArguments(
        MethodHandles.dropArguments(handle, 0, Object.class), 0, this);
  }
}
