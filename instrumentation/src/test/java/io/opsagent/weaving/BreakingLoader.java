package io.opsagent.weaving;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * The engine as binding loaders see it, with methods of bindings that throw instead of doing
 * anything: what a fault of ours looks like in the very class files that run.
 */
final class BreakingLoader extends ClassLoader {
  private final List<String> broken;

  /**
   * A view of the engine.
   *
   * @param broken as {@code package.Class#method}
   */
  BreakingLoader(ClassLoader engine, List<String> broken) {
    super(engine);
    this.broken = broken;
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String resource) {
    String type = resource.replace('/', '.').replaceFirst("\\.class$", "");
    for (String place : broken) {
      if (place.startsWith(type + "#")) {
        return new ByteArrayInputStream(broken(type, place.substring(type.length() + 1)));
      }
    }
    return super.getResourceAsStream(resource);
  }

  private byte[] broken(String type, String method) {
    ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(getParent());
    return new ByteBuddy()
        .redefine(TypePool.Default.of(locator).describe(type).resolve(), locator)
        .method(named(method))
        .intercept(ExceptionMethod.throwing(IllegalStateException.class, "made to fail"))
        .make()
        .getBytes();
  }
}
