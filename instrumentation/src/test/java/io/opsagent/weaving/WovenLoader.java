package io.opsagent.weaving;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Defines some packages itself, from its jars or else the class path, as the agent would weave
 * them.
 */
final class WovenLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final List<String> prefixes;
  private final FrontFilter filter;

  WovenLoader(URL[] jars, ClassLoader parent, List<String> prefixes, FrontFilter filter) {
    super(jars, parent);
    this.prefixes = prefixes;
    this.filter = filter;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (prefixes.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineWoven(name);
    }
  }

  /** Own jars first here, too: Spring reads class files as resources. */
  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  private Class<?> defineWoven(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    URL own = findResource(resource);
    try (InputStream in =
        own != null ? own.openStream() : getParent().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] woven = filter.transform(this, name.replace('.', '/'), null, null, bytes);
      byte[] result = woven != null ? woven : bytes;
      return defineClass(name, result, 0, result.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
