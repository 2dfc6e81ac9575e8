package io.opsagent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.hasDescriptor;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
import org.jspecify.annotations.Nullable;

/**
 * Puts call sites into class files with Byte Buddy: each advised method gets one {@code
 * invokedynamic} at its start and its end, nothing else of the class changes. Loads no class of the
 * application and asks no class loader of it. Thread-safe.
 *
 * <p>Byte Buddy's decoration is used without its agent builder: which classes are woven is decided
 * by the front filter, so that discovery, strategies and listeners would only cost start-up time.
 */
final class Weaver {
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(InstrumentedType.Factory.Default.FROZEN);
  private final Map<JoinPoint, Advice> advice = new ConcurrentHashMap<>();
  private volatile long lastUsedNanos = System.nanoTime();
  private final ClassFileLocator ours;
  private final Linker linker;
  private final Method bootstrap;

  /**
   * Prepares all advice, which loads Byte Buddy: some hundred milliseconds.
   *
   * @param bootstrap the bridge's bootstrap method
   */
  Weaver(List<Plugin> plugins, Linker linker, Method bootstrap) {
    this.linker = linker;
    this.bootstrap = bootstrap;
    ours = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    TypePool pool = poolOver(ours);
    for (Plugin plugin : plugins) {
      if (!plugin.isLibrary()) {
        for (JoinPoint joinPoint : plugin.joinPoints()) {
          advice.put(joinPoint, prepare(joinPoint, pool));
        }
      }
    }
  }

  private Advice prepare(JoinPoint joinPoint, TypePool pool) {
    JavaConstant number = JavaConstant.Simple.ofLoaded(linker.numberOf(joinPoint));
    TypeDescription type = pool.describe(joinPoint.adviceClassName()).resolve();
    return Advice.withCustomMapping()
        .bootstrap(
            bootstrap, (method, exit) -> (target, advised) -> Collections.singletonList(number))
        .to(type, ours);
  }

  /** Not by computeIfAbsent: it would hold a lock while classes of ours are loaded. */
  private Advice adviceOf(JoinPoint joinPoint) {
    Advice known = advice.get(joinPoint);
    if (known == null) {
      known = prepare(joinPoint, poolOver(ours));
      advice.put(joinPoint, known);
    }
    return known;
  }

  /**
   * Lets go of prepared advice when none was needed for a minute; what is woven later prepares its
   * own again, which takes some milliseconds. What Byte Buddy keeps of our advice classes is more
   * than a megabyte of the application's heap. Any thread, also while another one weaves.
   *
   * @param nowNanos {@link System#nanoTime}
   */
  void rest(long nowNanos) {
    if (nowNanos - lastUsedNanos > IDLE_NANOS) {
      advice.clear();
    }
  }

  /** How many join points have their advice prepared. */
  int preparedAdvice() {
    return advice.size();
  }

  /** Types of ours and of the JDK's boot loader; all others stay names. */
  private static TypePool poolOver(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        TypePool.CacheProvider.Simple.withObjectType(),
        locator,
        TypePool.Default.ReaderMode.FAST,
        TypePool.ClassLoading.ofBootLoader());
  }

  /**
   * Weaves the join points into a class file, or returns null if none of them is in it.
   *
   * @throws RuntimeException if the class file is beyond Byte Buddy, such as one of a newer JDK
   */
  byte @Nullable [] weave(String className, byte[] classFile, List<JoinPoint> joinPoints) {
    boolean isOld =
        ClassFileVersions.isWithoutFrames(classFile)
            && joinPoints.stream().allMatch(JoinPoint::isAlsoInOldClassFiles);
    byte[] raised = isOld ? OldClassFile.withFrames(classFile) : ClassFileVersions.raise(classFile);
    if (raised == null) {
      return null;
    }
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(className, raised), ours);
    TypeDescription type = poolOver(locator).describe(className).resolve();
    AsmVisitorWrapper.ForDeclaredMethods visitor = new AsmVisitorWrapper.ForDeclaredMethods();
    boolean any = false;
    for (JoinPoint joinPoint : joinPoints) {
      ElementMatcher.Junction<MethodDescription> place = placeOf(joinPoint);
      if (!type.getDeclaredMethods().filter(place).isEmpty()) {
        lastUsedNanos = System.nanoTime();
        visitor = visitor.invokable(place, adviceOf(joinPoint));
        any = true;
      }
    }
    if (!any) {
      return null;
    }
    byte[] woven = byteBuddy.decorate(type, locator).visit(visitor).make().getBytes();
    // The last line of defence: a class file that says it cannot hold our call sites is not
    // returned.
    return ClassFileVersions.majorOf(woven) < ClassFileVersions.FIRST_WITH_INVOKE_DYNAMIC
        ? null
        : woven;
  }

  private static ElementMatcher.Junction<MethodDescription> placeOf(JoinPoint joinPoint) {
    ElementMatcher.Junction<MethodDescription> name =
        joinPoint.methodName().equals(JoinPoint.CONSTRUCTOR)
            ? isConstructor()
            : named(joinPoint.methodName()).and(not(isAbstract()));
    return name.and(hasDescriptor(joinPoint.descriptor()));
  }
}
