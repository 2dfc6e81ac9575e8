package io.opsagent.weaving;

import io.opsagent.capture.CircuitBreaker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A join point as it was linked for one class loader of the application, with its circuit breaker:
 * what advice throws is swallowed and counted here, and once the breaker is open, or while its
 * plug-in is off, its call sites do nothing. Holds call sites weakly and of the application's
 * objects only text.
 */
public final class LinkedJoinPoint {
  private final PluginSwitch plugin;
  private final JoinPoint joinPoint;
  private final String loader;
  private final CircuitBreaker breaker;
  private final List<WeakReference<SwitchableCallSite>> callSites = new ArrayList<>();

  LinkedJoinPoint(PluginSwitch plugin, JoinPoint joinPoint, String loader) {
    this.plugin = plugin;
    this.joinPoint = joinPoint;
    this.loader = loader;
    this.breaker = new CircuitBreaker(joinPoint.toString());
  }

  /** Name of the plug-in, such as {@code tomcat}. */
  public String plugin() {
    return plugin.plugin().name();
  }

  /** Such as {@code org.apache.catalina.connector.CoyoteAdapter.service}. */
  public String joinPoint() {
    return joinPoint.toString();
  }

  /** Class name of the class loader that it was linked for. */
  public String loader() {
    return loader;
  }

  boolean is(JoinPoint joinPoint, String loader) {
    return this.joinPoint == joinPoint && this.loader.equals(loader);
  }

  boolean belongsTo(PluginSwitch plugin) {
    return this.plugin == plugin;
  }

  JoinPoint place() {
    return joinPoint;
  }

  /** What advice threw here since the start. */
  public int failures() {
    return breaker.failures();
  }

  /** Whether the circuit breaker has switched it off. */
  public boolean isOff() {
    return breaker.isOpen();
  }

  /** Whether its plug-in is on; the breaker may have switched it off all the same. */
  public boolean isPluginOn() {
    return plugin.isOn();
  }

  /** The last failure in one line, or null. */
  public @Nullable String lastFailure() {
    return breaker.lastFailure();
  }

  /** Takes a call site that does nothing so far; {@link #update} switches it with the others. */
  void add(SwitchableCallSite callSite) {
    synchronized (callSites) {
      callSites.removeIf(reference -> reference.get() == null);
      callSites.add(new WeakReference<>(callSite));
    }
  }

  /** Whether call sites are to call their advice now. */
  boolean isWanted() {
    return plugin.isOn() && !breaker.isOpen();
  }

  /** The advice with what catches and counts what it throws. */
  MethodHandle guard(MethodHandle advice) throws NoSuchMethodException, IllegalAccessException {
    MethodType type = advice.type();
    MethodHandle handler =
        MethodHandles.lookup()
            .bind(this, "failed", MethodType.methodType(Object.class, Throwable.class));
    MethodHandle recover =
        MethodHandles.explicitCastArguments(
            handler, MethodType.methodType(type.returnType(), Throwable.class));
    return MethodHandles.catchException(advice, Throwable.class, recover);
  }

  /** Called instead of a result when advice throws; the answer becomes null, 0 or false. */
  @Nullable Object failed(Throwable failure) {
    if (breaker.failed(failure)) {
      update();
    }
    return null;
  }

  /** Records that the join point could not be linked at all. */
  void cannotLink(Throwable failure) {
    breaker.failedForGood(failure);
    update();
  }

  /** Forgets failures, so that it is tried again. */
  void reset() {
    breaker.reset();
  }

  /** The call sites whose classes are still there. */
  List<SwitchableCallSite> callSites() {
    List<SwitchableCallSite> live = new ArrayList<>();
    synchronized (callSites) {
      for (WeakReference<SwitchableCallSite> reference : callSites) {
        SwitchableCallSite callSite = reference.get();
        if (callSite != null) {
          live.add(callSite);
        }
      }
    }
    return live;
  }

  /** Puts every call site into the state that plug-in and breaker ask for, for all threads. */
  void update() {
    List<SwitchableCallSite> live = callSites();
    synchronized (callSites) {
      // Asked for under the lock: the last of several threads sees the last word.
      boolean wanted = isWanted();
      for (SwitchableCallSite callSite : live) {
        callSite.set(wanted);
      }
    }
    if (!live.isEmpty()) {
      MutableCallSite[] all = new MutableCallSite[live.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = live.get(i).callSite();
      }
      MutableCallSite.syncAll(all);
    }
  }

  /** Lets every call site do nothing for good, with nothing of ours in it. */
  void release() {
    for (SwitchableCallSite callSite : callSites()) {
      callSite.release();
    }
  }
}
