package io.opsagent.weaving;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final ClassLoader engine = FrontFilter.class.getClassLoader();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch firstMatch = new CountDownLatch(1);
  private final List<String> woven = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();
  private volatile @Nullable Weaver weaver;
  private volatile boolean stopped;

  public FrontFilter(List<Plugin> plugins) {
    for (Plugin plugin : plugins) {
      for (JoinPoint joinPoint : plugin.joinPoints()) {
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
    List<JoinPoint> joinPoints = joinPointsByClass.get(className);
    if (joinPoints == null || stopped || loader instanceof BindingLoader) {
      return null;
    }
    firstMatch.countDown();
    try {
      if (ready.getCount() != 0 && !ready.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        synchronized (missed) {
          missed.add(className);
        }
        return null;
      }
      Weaver byteBuddy = weaver;
      if (byteBuddy == null) {
        return null;
      }
      byte[] result = byteBuddy.weave(className.replace('/', '.'), classFile, joinPoints);
      if (result != null) {
        note(woven, className.replace('/', '.'));
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

  /** Lets every class pass from now on. */
  void stop() {
    stopped = true;
  }

  /**
   * Retransforms the wanted classes that were loaded before weaving was possible, one at a time, so
   * that one which another agent broke does not take the others with it.
   */
  void catchUp(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (joinPointsByClass.containsKey(type.getName().replace('.', '/'))
          && type.getClassLoader() != engine
          && !isWoven(type.getName())
          && instrumentation.isModifiableClass(type)) {
        try {
          instrumentation.retransformClasses(type);
        } catch (Throwable t) {
          note(problems, type.getName() + " could not be retransformed: " + t);
        }
      }
    }
  }

  private boolean isWoven(String className) {
    synchronized (woven) {
      return woven.contains(className);
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

  /** Names of the classes that were woven. */
  public List<String> woven() {
    synchronized (woven) {
      return new ArrayList<>(woven);
    }
  }

  /** One line for each class that was left alone because weaving it failed. */
  public List<String> problems() {
    synchronized (problems) {
      return new ArrayList<>(problems);
    }
  }
}
