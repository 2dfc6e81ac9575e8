package io.opsagent.weaving;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A join point as it was linked for one class loader of the application, with its circuit breaker:
 * what advice throws is swallowed and counted here, and after {@link #MAX_FAILURES} failures, or
 * the first linkage error, its call sites do nothing any more. Holds call sites weakly and of the
 * application's objects only text.
 */
public final class LinkedJoinPoint {
  /** Failures after which the join point is switched off for good. */
  static final int MAX_FAILURES = 20;

  private static final int MAX_MESSAGE_CHARS = 500;

  private final Plugin plugin;
  private final JoinPoint joinPoint;
  private final String loader;
  private final AtomicInteger failures = new AtomicInteger();
  private final List<WeakReference<MutableCallSite>> callSites = new ArrayList<>();
  private volatile boolean off;
  private volatile @Nullable String lastFailure;

  LinkedJoinPoint(Plugin plugin, JoinPoint joinPoint, String loader) {
    this.plugin = plugin;
    this.joinPoint = joinPoint;
    this.loader = loader;
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
    return failures.get();
  }

  /** Whether the circuit breaker has switched it off. */
  public boolean isOff() {
    return off;
  }

  /** The last failure in one line, or null. */
  public @Nullable String lastFailure() {
    return lastFailure;
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
    if (off) {
      callSite.setTarget(NoOperation.of(type));
    }
    return callSite;
  }

  /** Called instead of a result when advice throws; the answer becomes null, 0 or false. */
  @Nullable Object failed(Throwable failure) {
    int count = failures.incrementAndGet();
    if (count == 1 || failure instanceof LinkageError || count >= MAX_FAILURES) {
      lastFailure = describe(failure);
    }
    if ((failure instanceof LinkageError || count >= MAX_FAILURES) && !off) {
      switchOff();
    }
    return null;
  }

  /** Records that the join point could not be linked at all. */
  void cannotLink(Throwable failure) {
    failures.incrementAndGet();
    lastFailure = describe(failure);
    off = true;
  }

  private void switchOff() {
    off = true;
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

  private static String describe(Throwable failure) {
    String text;
    try {
      StackTraceElement[] stack = failure.getStackTrace();
      text = failure + (stack.length > 0 ? " at " + stack[0] : "");
    } catch (Throwable unprintable) {
      text = failure.getClass().getName();
    }
    text = text.replace('\n', ' ').replace('\r', ' ');
    return text.length() > MAX_MESSAGE_CHARS ? text.substring(0, MAX_MESSAGE_CHARS) : text;
  }
}
