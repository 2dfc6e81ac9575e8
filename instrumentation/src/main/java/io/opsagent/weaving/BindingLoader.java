package io.opsagent.weaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the advice and bindings for one class loader of the application: it defines the classes of
 * the binding packages itself, takes everything else of ours from the engine, and what is not ours
 * from the application's loader. Only its own call sites keep it alive, so that it goes with the
 * application's loader (docs/spec/instrumentation.md 1.5).
 */
final class BindingLoader extends ClassLoader {
  private static final String OURS = "io.opsagent.";

  /** Read once: the application on the stack may have no permission to ask. */
  private static final ProtectionDomain ENGINE_DOMAIN = BindingLoader.class.getProtectionDomain();

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader engine;
  private final @Nullable ClassLoader target;
  private final Set<String> bindingPackages;

  BindingLoader(ClassLoader engine, @Nullable ClassLoader target, Set<String> bindingPackages) {
    super(null);
    this.engine = engine;
    this.target = target;
    this.bindingPackages = bindingPackages;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return Class.forName(name, false, target);
    }
    int end = name.lastIndexOf('.');
    if (!bindingPackages.contains(name.substring(0, end))) {
      return engine.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineBinding(name);
    }
  }

  private Class<?> defineBinding(String name) throws ClassNotFoundException {
    byte[] bytes;
    try (InputStream in = engine.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      bytes = readAll(in);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    return defineClass(name, bytes, 0, bytes.length, ENGINE_DOMAIN);
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
