package io.opsagent.weaving;

import io.opsagent.capture.CircuitBreaker;
import java.lang.invoke.CallSite;
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
 * what advice throws is swallowed and counted here, and once the breaker is open its call sites do
 * nothing any more. Holds call sites weakly and of the application's objects only text.
 */
public final class LinkedJoinPoint {
  private final Plugin plugin;
  private final JoinPoint joinPoint;
  private final String loader;
  private final CircuitBreaker breaker;
  private final List<WeakReference<MutableCallSite>> callSites = new ArrayList<>();

  LinkedJoinPoint(Plugin plugin, JoinPoint joinPoint, String loader) {
    this.plugin = plugin;
    this.joinPoint = joinPoint;
    this.loader = loader;
    this.breaker = new CircuitBreaker(joinPoint.toString());
  }

  /** Name of the plug-in, such as {@code tomcat}. */
  public String plugin() {
    return plugin.name();
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

  /** What advice threw here since the start. */
  public int failures() {
    return breaker.failures();
  }

  /** Whether the circuit breaker has switched it off. */
  public boolean isOff() {
    return breaker.isOpen();
  }

  /** The last failure in one line, or null. */
  public @Nullable String lastFailure() {
    return breaker.lastFailure();
  }

  /** A call site for that target, guarded. */
  CallSite guard(MethodHandle target) throws NoSuchMethodException, IllegalAccessException {
    MethodType type = target.type();
    MethodHandle handler =
        MethodHandles.lookup()
            .bind(this, "failed", MethodType.methodType(Object.class, Throwable.class));
    MethodHandle recover =
        MethodHandles.explicitCastArguments(
            handler, MethodType.methodType(type.returnType(), Throwable.class));
    MutableCallSite callSite =
        new MutableCallSite(MethodHandles.catchException(target, Throwable.class, recover));
    synchronized (callSites) {
      callSites.removeIf(reference -> reference.get() == null);
      callSites.add(new WeakReference<>(callSite));
    }
    if (breaker.isOpen()) {
      callSite.setTarget(NoOperation.of(type));
    }
    return callSite;
  }

  /** Called instead of a result when advice throws; the answer becomes null, 0 or false. */
  @Nullable Object failed(Throwable failure) {
    if (breaker.failed(failure)) {
      switchOff();
    }
    return null;
  }

  /** Records that the join point could not be linked at all. */
  void cannotLink(Throwable failure) {
    breaker.failedForGood(failure);
  }

  private void switchOff() {
    List<MutableCallSite> live = new ArrayList<>();
    synchronized (callSites) {
      for (WeakReference<MutableCallSite> reference : callSites) {
        MutableCallSite callSite = reference.get();
        if (callSite != null) {
          callSite.setTarget(NoOperation.of(callSite.type()));
          live.add(callSite);
        }
      }
    }
    if (!live.isEmpty()) {
      MutableCallSite.syncAll(live.toArray(new MutableCallSite[0]));
    }
  }
}
