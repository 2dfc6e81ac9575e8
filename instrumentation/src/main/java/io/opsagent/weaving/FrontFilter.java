package io.opsagent.weaving;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transformer that stands before Byte Buddy: it decides by exact class name, without
 * allocation, and lets every other class pass (docs/spec/instrumentation.md 2.2). Byte Buddy is
 * loaded by another thread meanwhile; the first class that needs it waits for that, within a bound.
 */
public final class FrontFilter implements ClassFileTransformer {
  private static final long MAX_WAIT_SECONDS = 10;
  private static final int MAX_PROBLEMS = 100;

  private final Map<String, List<JoinPoint>> joinPointsByClass = new HashMap<>(256);
  private final Map<JoinPoint, Plugin> plugins = new HashMap<>();

  /** Plug-ins whose join points are woven; grows only. */
  private final Set<Plugin> wanted = ConcurrentHashMap.newKeySet();

  private final ClassLoader engine = FrontFilter.class.getClassLoader();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch firstMatch = new CountDownLatch(1);
  private final WovenClasses woven = new WovenClasses();
  private final List<String> problems = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private volatile @Nullable Weaver weaver;
  private volatile boolean stopped;

  /** A filter that weaves the join points of these plug-ins. */
  public FrontFilter(List<Plugin> plugins) {
    this(plugins, plugins);
  }

  /**
   * A filter that knows these plug-ins.
   *
   * @param wanted those whose join points are woven from the start; further ones follow by {@link
   *     #want}
   */
  FrontFilter(List<Plugin> plugins, Collection<Plugin> wanted) {
    this.wanted.addAll(wanted);
    for (Plugin plugin : plugins) {
      for (JoinPoint joinPoint : plugin.joinPoints()) {
        this.plugins.put(joinPoint, plugin);
        String internalName = joinPoint.className().replace('.', '/');
        List<JoinPoint> points = joinPointsByClass.get(internalName);
        if (points == null) {
          points = new ArrayList<>();
          joinPointsByClass.put(internalName, points);
        }
        points.add(joinPoint);
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (className == null || loader == engine) {
      return null;
    }
    List<JoinPoint> known = joinPointsByClass.get(className);
    if (known == null || stopped || isOurs(loader)) {
      return null;
    }
    List<JoinPoint> joinPoints = wantedOf(known);
    if (joinPoints.isEmpty()) {
      return null;
    }
    boolean isOfServer = ofServer(joinPoints);
    if (isOfServer) {
      firstMatch.countDown();
    }
    try {
      if (!isOfServer && ready.getCount() != 0) {
        note(missed, className);
        return null;
      }
      if (ready.getCount() != 0 && !ready.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        note(missed, className);
        return null;
      }
      Weaver byteBuddy = weaver;
      if (byteBuddy == null) {
        return null;
      }
      byte[] result = byteBuddy.weave(className.replace('/', '.'), classFile, joinPoints);
      if (result != null) {
        woven.add(loader, className.replace('/', '.'));
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (Throwable t) {
      note(
          problems,
          className.replace('/', '.')
              + " (class file version "
              + ClassFileVersions.majorOf(classFile)
              + ") was left alone: "
              + t);
      return null;
    }
  }

  /** Lets classes be woven from now on; those that could not wait are retransformed. */
  void ready(@Nullable Weaver weaver) {
    this.weaver = weaver;
    ready.countDown();
  }

  /** See {@link Weaver#rest}. */
  void rest(long nowNanos) {
    Weaver byteBuddy = weaver;
    if (byteBuddy != null) {
      byteBuddy.rest(nowNanos);
    }
  }

  /** Lets every class pass from now on. */
  void stop() {
    stopped = true;
  }

  /** Bindings, and the drivers of the operations database that a user has put beside it. */
  private static boolean isOurs(@Nullable ClassLoader loader) {
    return loader instanceof BindingLoader
        || loader != null && loader.getClass().getName().startsWith("io.opsagent.storage.");
  }

  private boolean ofServer(List<JoinPoint> joinPoints) {
    for (JoinPoint joinPoint : joinPoints) {
      Plugin plugin = plugins.get(joinPoint);
      if (plugin != null && !plugin.isLibrary()) {
        return true;
      }
    }
    return false;
  }

  private List<JoinPoint> wantedOf(List<JoinPoint> joinPoints) {
    List<JoinPoint> chosen = new ArrayList<>(joinPoints.size());
    for (JoinPoint joinPoint : joinPoints) {
      Plugin plugin = plugins.get(joinPoint);
      if (plugin != null && wanted.contains(plugin)) {
        chosen.add(joinPoint);
      }
    }
    return chosen;
  }

  /** Whether classes were let pass because weaving was not possible yet. */
  boolean hasMissed() {
    synchronized (missed) {
      return !missed.isEmpty();
    }
  }

  /**
   * Retransforms the wanted classes that were loaded before weaving was possible, one at a time, so
   * that one which another agent broke does not take the others with it.
   */
  void catchUp(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      List<JoinPoint> known = joinPointsByClass.get(type.getName().replace('.', '/'));
      if (known != null
          && !wantedOf(known).isEmpty()
          && !woven.contains(type.getClassLoader(), type.getName())) {
        retransform(instrumentation, type);
      }
    }
  }

  /**
   * Weaves the join points of a plug-in from now on, those of classes that are loaded already
   * included, which takes some milliseconds for each of them. Nothing happens the second time.
   */
  void want(Plugin plugin, Instrumentation instrumentation) {
    if (!wanted.add(plugin) || weaver == null) {
      return;
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      List<JoinPoint> known = joinPointsByClass.get(type.getName().replace('.', '/'));
      if (known != null && plugin.joinPoints().stream().anyMatch(known::contains)) {
        retransform(instrumentation, type);
      }
    }
  }

  /** Gives every class back the methods that it had, one at a time; lets every class pass. */
  void restore(Instrumentation instrumentation) {
    stopped = true;
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (woven.contains(type.getClassLoader(), type.getName())
          && retransform(instrumentation, type)) {
        woven.remove(type.getClassLoader(), type.getName());
      }
    }
  }

  private boolean retransform(Instrumentation instrumentation, Class<?> type) {
    if (type.getClassLoader() == engine
        || isOurs(type.getClassLoader())
        || !instrumentation.isModifiableClass(type)) {
      return false;
    }
    try {
      instrumentation.retransformClasses(type);
      return true;
    } catch (Throwable t) {
      note(problems, type.getName() + " could not be retransformed: " + t);
      return false;
    }
  }

  private static void note(List<String> list, String line) {
    synchronized (list) {
      if (list.size() < MAX_PROBLEMS && !list.contains(line)) {
        list.add(line);
      }
    }
  }

  /** Waits until a class of a server that we know is being loaded. */
  public boolean awaitFirstMatch(long millis) throws InterruptedException {
    return firstMatch.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Names of the classes that are woven, in order. */
  public List<String> woven() {
    return woven.names();
  }

  /** One line for each class that was left alone because weaving it failed. */
  public List<String> problems() {
    synchronized (problems) {
      return new ArrayList<>(problems);
    }
  }
}
